import type { Ends } from './event-log.ts'

/**
 * What a group has still before it: of what is kept, all that it has not settled. `settled` has the
 * offset to go on from by partition; a partition without one is all before the group.
 */
export function lagOf(ends: Ends, settled: ReadonlyMap<number, number>): number {
  return ends.reduce((sum, { partition, first, next }) => {
    const from = Math.max(first, settled.get(partition) ?? first)
    return sum + Math.max(0, next - from)
  }, 0)
}
