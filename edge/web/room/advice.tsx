/**
 * What a waiting fan does about the page: whether it may be closed, and why. It is the first
 * question of everybody who waits, and the answer changes along the way.
 */
import type { PollAnswer } from '../../../core/protocol/poll.ts'
import type { RoomTelling } from './telling.ts'
import { soonIn, spaceIn } from './words.ts'

const MINUTE_MS = 60_000
/** Back before the earliest turn: a quarter of the wait ahead of it, but no more than this. */
const BACK_EARLIER_MS = 5 * MINUTE_MS

export function Advice({ telling, poll }: { telling: RoomTelling; poll: PollAnswer }) {
  const { say, language, live, facts } = telling
  const losesByReload = facts.reload === 'requeue' && live !== undefined
  if (live?.isKeptByPageOnly === true) {
    return (
      <div class="advice">
        <p class="warning">{say('room.page-only')}</p>
      </div>
    )
  }
  const { mayClose, why } = adviceOf(telling, poll)
  return (
    <div class="advice">
      <p>
        <strong>{say(mayClose ? 'room.may-close' : 'room.keep-open')}</strong>
        {spaceIn(language)}
        {why}
      </p>
      {losesByReload ? <p class="warning">{say('room.requeue')}</p> : null}
      <p>{say(losesByReload ? 'room.fear.requeue' : 'room.fear')}</p>
    </div>
  )
}

function adviceOf(
  telling: RoomTelling,
  { status, next }: PollAnswer,
): { mayClose: boolean; why: string } {
  const { say, language, nowMs } = telling
  switch (status.phase) {
    case 'scheduled':
    case 'lobby': {
      const { opensAtMs } = status
      if (opensAtMs === undefined) return { mayClose: true, why: say('room.far.look-in') }
      const time = soonIn(language, opensAtMs, nowMs)
      return { mayClose: true, why: say('room.lobby.back', { time }) }
    }
    case 'drawing':
      return { mayClose: false, why: say('room.drawing.what') }
    case 'paused':
      return { mayClose: true, why: say('room.paused.back') }
    case 'open':
    case 'closed':
      if (next.kind === 'connect') return { mayClose: false, why: say('room.near.away') }
      return { mayClose: true, why: farAway(telling, status.wait) }
  }
}

function farAway(
  { say, language, nowMs }: RoomTelling,
  wait: { lowMs: number } | undefined,
): string {
  if (wait === undefined || wait.lowMs < MINUTE_MS) return say('room.far.look-in')
  const backMs = nowMs + wait.lowMs - Math.min(BACK_EARLIER_MS, wait.lowMs / 4)
  return say('room.far.back', { time: soonIn(language, backMs, nowMs) })
}
