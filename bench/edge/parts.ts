/** What can be measured by itself, in the order in which it is. */
export const PARTS = [
  'join',
  'poll',
  'roomCalls',
  'waiting',
  'idle',
  'sockets',
  'verify',
  'gateway',
  'operate',
] as const
/** Of another server: it has no leases, slots or operators that we know of. */
export const TARGET_PARTS = ['join', 'poll', 'sockets'] as const

export function partsAmong<Part extends string>(
  all: readonly Part[],
  only: readonly string[] | undefined,
): readonly Part[] {
  if (only === undefined) return all
  const names: readonly string[] = all
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new Error(`There is no part named ${unknown.join(', ')}: choose among ${all.join(', ')}.`)
  }
  return all.filter((part) => only.includes(part))
}
