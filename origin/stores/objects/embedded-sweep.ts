import type { Bodies } from './embedded-bodies.ts'
import type { ObjectIndex } from './embedded-index.ts'

/** A body that is still being written must not have been silent for so long. */
const OLD_AFTER_MS = 3_600_000

/**
 * Removes what a killed process left: bodies that the index never heard of, or no longer names. The
 * index is locked for each, as whoever puts looks for its body under the same lock: either it is
 * named before we look, or it is missing before it is named.
 */
export async function sweep(bodies: Bodies, index: ObjectIndex, nowMs: number): Promise<number> {
  let swept = 0
  for await (const file of bodies.lastWrittenBefore(nowMs - OLD_AFTER_MS)) {
    if (index.holds(file)) continue
    const removed = index.locked(() => !index.holds(file) && bodies.removeNow(file))
    if (removed) swept += 1
  }
  return swept
}
