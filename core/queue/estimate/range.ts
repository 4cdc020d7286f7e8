/**
 * What a fan is told of their wait: a range, read off a short table of the room's document by how
 * many are ahead. No row means that the room does not know, and then nothing is told (R6).
 */
import { z } from 'zod'

const whole = z.int().nonnegative()

/** Rows of (present fans ahead, the least and the most that the wait will be), rising. */
export const waitTable = z.array(z.tuple([whole, whole, whole])).max(40)
export type WaitTable = z.infer<typeof waitTable>

export type WaitRange = { readonly lowMs: number; readonly highMs: number }

/** Undefined beyond the table: of so long a line nothing is known yet. */
export function waitRange(
  table: readonly WaitTable[number][],
  ahead: number,
): WaitRange | undefined {
  let before: WaitTable[number] | undefined
  for (const row of table) {
    if (ahead <= row[0]) return between(before ?? row, row, ahead)
    before = row
  }
  return undefined
}

function between(a: WaitTable[number], b: WaitTable[number], ahead: number): WaitRange {
  const part = b[0] === a[0] ? 1 : Math.max(0, (ahead - a[0]) / (b[0] - a[0]))
  return {
    lowMs: Math.round(a[1] + (b[1] - a[1]) * part),
    highMs: Math.round(a[2] + (b[2] - a[2]) * part),
  }
}
