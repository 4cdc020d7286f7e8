/** What must hold and does not: a fault in our code, never something a caller sent. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`This should not happen: ${message}.`)
}
