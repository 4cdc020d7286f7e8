/** When a page is told that nothing more will happen to its place: once the sale has closed for good. */
import type { FanStatusOnWire } from '../../protocol/fan-status.ts'
import type { RoomDocument } from './document.ts'

/** By then every document has heard of the close, and of the turns that were given just before it. */
export const CLOSE_HEARD_MS = 5_000

/** Who was called may still take their turn, and who is gone may be inside. */
export function hasNothingToCome(
  { phase, news }: Pick<RoomDocument, 'phase' | 'news'>,
  standing: FanStatusOnWire['standing'],
  nowMs: number,
): boolean {
  if (phase !== 'closed' || standing === 'offered' || standing === 'gone') return false
  const closed = news.findLast(({ kind }) => kind === 'closed')
  // Older news than a room keeps is long ago.
  return closed === undefined || nowMs - closed.atMs >= CLOSE_HEARD_MS
}
