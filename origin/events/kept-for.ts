/** What is kept for a while and no longer, looked after now and then by whoever adds to it. */
import type { Collection, Stored } from '../stores/documents/documents.ts'

/** Longer than anything could still come again: a log keeps a week, a queue four days. */
export const KEPT_MS = 90 * 86_400_000
const LOOK_EVERY_MS = 3_600_000

/** Of documents that say when what they tell of was. */
export function clearsOld<T extends Stored & { readonly atMs: number }>(
  collection: Collection<T>,
  nowMs: () => number,
): () => Promise<void> {
  let lookedAtMs = -Infinity
  return async () => {
    if (nowMs() - lookedAtMs < LOOK_EVERY_MS) return
    lookedAtMs = nowMs()
    await collection.removeAll({ atMs: { $lt: nowMs() - KEPT_MS } })
  }
}
