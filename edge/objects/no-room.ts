/** A room that nobody created, or that was removed: told apart by whoever calls it from one that is busy. */
const MESSAGE = 'there is no such room'

export function noSuchRoom(): Error {
  return new Error(MESSAGE)
}

/** Of an error from another object only its words arrive. */
export function isNoRoom(error: unknown): boolean {
  return error instanceof Error && error.message.includes(MESSAGE)
}
