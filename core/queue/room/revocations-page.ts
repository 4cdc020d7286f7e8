/** The room's revocations on their way out: a page after a cursor, and how complete it makes one. */
import { DELTA_ENTRIES_MAX } from '../../token/limits.ts'
import type { Revocation } from '../segment/segment.ts'
import { joinDecision } from './phase.ts'
import { revocationsAsOfMs } from './reports.ts'
import { entriesAfter } from './revocation-log.ts'
import type { Room } from './room.ts'

export type RevocationsPage = {
  readonly epoch: string
  readonly from: number
  readonly to: number
  /** There is more above `to`. */
  readonly more: boolean
  /** Everything ended up to this instant is in the log. */
  readonly asOfMs: number
  /** Nobody has to wait now, and nobody has a token. */
  readonly noLine: boolean
  readonly entries: readonly Revocation[]
}

/** A cursor of another epoch, or one the log has not come to, begins anew. */
export function revocationsPage(
  room: Room,
  cursor: { readonly epoch: string | undefined; readonly after: number },
  nowMs: number,
): RevocationsPage {
  const { epoch, revocations } = room
  const isOurs = cursor.epoch === epoch && cursor.after <= revocations.last
  const from = isOurs ? cursor.after : 0
  const unheard = entriesAfter(revocations, from)
  const more = unheard.length > DELTA_ENTRIES_MAX
  const entries = unheard.slice(0, DELTA_ENTRIES_MAX)
  const to = more ? (entries.at(-1)?.no ?? from) : revocations.last
  const noLine = joinDecision(room.course, room.settings).kind === 'let-through'
  return { epoch, from, to, more, asOfMs: revocationsAsOfMs(room, nowMs), noLine, entries }
}
