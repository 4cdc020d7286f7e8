import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { insideScene, overScene, supersededScene } from './room-ended.tsx'
import { LeaveForm, PlaceStub } from './room-place.tsx'
import { ActForm, HeadlineFact, Instant, type RoomTelling, type Scene } from './room-scene.tsx'
import { waitingScene } from './room-waiting.tsx'
import { clockOf } from './room-words.ts'

/** For who has a place: what a poll said of it, whichever of its states it is in. */
export function placedScene(telling: RoomTelling, poll: PollAnswer): Scene {
  const { status, offer, session } = poll
  if (session !== undefined) return insideScene(telling, session)
  if (offer !== undefined) return offeredScene(telling, status, offer.deadlineMs)
  switch (status.standing) {
    case 'gone':
      return overScene(telling)
    case 'superseded':
      return supersededScene(telling)
    case 'offered':
      return offeredScene(telling, status, undefined)
    case 'lapsed':
      return lapsedScene(telling, status)
    case 'waiting':
    case 'absent':
      return waitingScene(telling, status)
  }
}

function offeredScene(
  telling: RoomTelling,
  status: FanStatusOnWire,
  deadlineMs: number | undefined,
): Scene {
  const { say } = telling
  return {
    heading: say('room.offered'),
    phase: say(`room.phase.${status.phase}`),
    step: 'turn',
    isUrgent: true,
    body: (
      <>
        {deadlineMs === undefined ? null : <Deadline telling={telling} deadlineMs={deadlineMs} />}
        <ActForm telling={telling} act="claim" label={say('room.enter')} />
        <p class="note">{say('room.offered.what')}</p>
      </>
    ),
    stub: <PlaceStub telling={telling} status={status} />,
    below: <LeaveForm telling={telling} />,
  }
}

function Deadline({ telling, deadlineMs }: { telling: RoomTelling; deadlineMs: number }) {
  const { say, nowMs } = telling
  const left = String(Math.max(0, Math.ceil((deadlineMs - nowMs) / 1_000)))
  return (
    <dl class="headline">
      <HeadlineFact label={say('room.offered.deadline')}>
        <Instant atMs={deadlineMs}>{clockOf(deadlineMs)}</Instant>{' '}
        <small>{say('room.offered.left', { left })}</small>
      </HeadlineFact>
    </dl>
  )
}

function lapsedScene(telling: RoomTelling, status: FanStatusOnWire): Scene {
  const { say } = telling
  return {
    heading: say('room.lapsed'),
    phase: say(`room.phase.${status.phase}`),
    step: 'wait',
    body: (
      <>
        <p>{say('room.lapsed.what')}</p>
        <ActForm telling={telling} act="here" label={say('room.here')} />
      </>
    ),
    stub: <PlaceStub telling={telling} status={status} />,
    below: <LeaveForm telling={telling} />,
  }
}
