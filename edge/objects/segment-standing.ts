/** How a fan stands whom the documents call offered or gone: the segment knows more than it tells. */
import { has } from '../../core/queue/bits.ts'
import { advance } from '../../core/queue/segment/advance.ts'
import { sessionHeld } from '../../core/queue/segment/claims.ts'
import { at } from '../../core/queue/segment/columns.ts'
import type { Answered } from '../../core/queue/segment/effects.ts'
import { offsetOf, type Segment } from '../../core/queue/segment/segment.ts'
import type { Standing } from './messages.ts'

export function standingOf(before: Segment, position: number, nowMs: number): Answered<Standing> {
  const step = advance(before, nowMs)
  const { segment } = step
  const offset = offsetOf(segment, position)
  const deadlineMs = at(segment.offerUntilMs, offset)
  if (deadlineMs > 0) {
    return { ...step, outcome: { kind: 'offered', turn: at(segment.turn, offset), deadlineMs } }
  }
  const session = sessionHeld(segment, position)
  if (session !== undefined) return { ...step, outcome: { kind: 'inside', session } }
  return { ...step, outcome: { kind: has(segment.gone, offset) ? 'over' : 'waits' } }
}
