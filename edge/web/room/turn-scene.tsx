import type { FanStatusOnWire } from '../../../core/protocol/fan-status.ts'
import type { PollAnswer } from '../../../core/protocol/poll.ts'
import { ActForm } from './act-form.tsx'
import { HeadlineFact, Instant, Left, marked } from './fact.tsx'
import { PlaceStub } from './place-stub.tsx'
import { LeaveForm, PlaceTools } from './place-tools.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { clockOf, spaceIn } from './words.ts'

const MINUTE_MS = 60_000

/** The one moment all of it is for: a deadline, and one large button. */
export function turnScene(telling: RoomTelling, { status, offer, news }: PollAnswer): Scene {
  const { say, nowMs, live } = telling
  return {
    heading: say('room.turn'),
    phase: status.phase,
    step: 'turn',
    ...(live !== undefined &&
      offer !== undefined && { leftPercent: percentLeft(offer.deadlineMs - nowMs) }),
    isUrgent: true,
    news,
    body: (
      <>
        {offer === undefined ? null : <Deadline telling={telling} deadlineMs={offer.deadlineMs} />}
        <ActForm telling={telling} act="claim" label={say('room.enter')} />
        <p class="note">{say('room.turn.what')}</p>
      </>
    ),
    stub: <PlaceStub telling={telling} status={status} hasAhead />,
    below: <LeaveForm telling={telling} />,
  }
}

/** As on the face of a clock: the ring is one minute. */
function percentLeft(leftMs: number): number {
  return Math.round((100 * Math.min(Math.max(leftMs, 0), MINUTE_MS)) / MINUTE_MS)
}

function Deadline({ telling, deadlineMs }: { telling: RoomTelling; deadlineMs: number }) {
  const { say, nowMs, live } = telling
  const left = String(Math.max(0, Math.ceil((deadlineMs - nowMs) / 1_000)))
  const instant = (
    <Instant atMs={deadlineMs} mark={marked('deadline-ms', deadlineMs)}>
      {clockOf(deadlineMs)}
    </Instant>
  )
  return (
    <dl class="headline">
      {live === undefined ? (
        <HeadlineFact
          label={say('room.turn.deadline')}
          look="main"
          beside={say('room.turn.left', { left })}
        >
          {instant}
        </HeadlineFact>
      ) : (
        <>
          <HeadlineFact label={say('room.left')} look="main">
            <Left telling={telling} untilMs={deadlineMs} />
          </HeadlineFact>
          <HeadlineFact label={say('room.turn.deadline')} beside={say('room.zone')}>
            {instant}
          </HeadlineFact>
        </>
      )}
    </dl>
  )
}

/** A turn was missed: nothing is lost, but somebody has to say that they are here (R4). */
export function lapsedScene(
  telling: RoomTelling,
  status: FanStatusOnWire,
  news: PollAnswer['news'],
): Scene {
  const { say } = telling
  return {
    heading: say('room.lapsed'),
    phase: status.phase,
    step: 'wait',
    isUrgent: true,
    news,
    body: (
      <>
        <p>{say('room.lapsed.what')}</p>
        <ActForm telling={telling} act="here" label={say('room.here')} />
        <div class="advice">
          <p>
            <strong>{say('room.may-close')}</strong>
            {spaceIn(telling.language)}
            {say('room.lapsed.back')}
          </p>
        </div>
      </>
    ),
    stub: <PlaceStub telling={telling} status={status} hasAhead />,
    below: <PlaceTools telling={telling} />,
  }
}
