import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import type { MessageKey } from './messages.ts'
import { LeaveForm, PlaceStub } from './room-place.tsx'
import { HeadlineFact, OpeningFact, type RoomTelling, type Scene } from './room-scene.tsx'
import { countIn, waitIn } from './room-words.ts'

/** In the line, from the lobby to the front of it. */
export function waitingScene(telling: RoomTelling, status: FanStatusOnWire): Scene {
  const { say } = telling
  const isOver = status.phase === 'closed'
  const hasOrder = !isOver && !isUndrawn(telling, status)
  return {
    heading: say(waitingHeading(status)),
    ...(hasOrder && { brief: `${say('room.ahead')} ${peopleAhead(telling, status)}` }),
    phase: say(`room.phase.${status.phase}`),
    step: 'wait',
    body: (
      <>
        {isOver ? null : <HeadlineFacts telling={telling} status={status} />}
        {waitingNotes(telling, status).map((note) => (
          <p class="note">{note}</p>
        ))}
      </>
    ),
    stub: <PlaceStub telling={telling} status={status} />,
    below: isOver ? null : <LeaveForm telling={telling} />,
  }
}

function waitingHeading({ phase, presentAhead, isEstimate }: FanStatusOnWire): MessageKey {
  switch (phase) {
    case 'scheduled':
    case 'lobby':
      return 'room.placed.lobby'
    case 'drawing':
      return 'room.placed.drawing'
    case 'closed':
      return 'room.outside.closed'
    case 'paused':
      return 'room.placed'
    case 'open':
      return presentAhead === 0 && !isEstimate ? 'room.placed.first' : 'room.placed'
  }
}

/** Before a draw nobody is ahead of anybody: there is only the instant it happens. */
function HeadlineFacts({ telling, status }: { telling: RoomTelling; status: FanStatusOnWire }) {
  const { say, entry } = telling
  return (
    <dl class="headline">
      {isBeforeSale(status) ? (
        <OpeningFact telling={telling} opensAtMs={entry.settings.schedule.openAtMs} />
      ) : null}
      {isUndrawn(telling, status) ? null : (
        <>
          <HeadlineFact label={say('room.ahead')}>{peopleAhead(telling, status)}</HeadlineFact>
          <HeadlineFact label={say('room.wait')}>{waitIn(say, status.wait)}</HeadlineFact>
        </>
      )}
    </dl>
  )
}

function peopleAhead({ say, language }: RoomTelling, status: FanStatusOnWire): string {
  const n = countIn(language, status.presentAhead)
  return say(status.isEstimate ? 'room.people.about' : 'room.people', { n })
}

function waitingNotes(telling: RoomTelling, status: FanStatusOnWire): string[] {
  const { say, language } = telling
  const { phase, standing, isEstimate, atMostAhead } = status
  if (phase === 'closed') return [say('room.placed.closed')]
  const notes: string[] = []
  if (phase === 'paused') notes.push(say('room.placed.paused'))
  if (isUndrawn(telling, status)) return [...notes, say('room.placed.draw')]
  if (standing === 'absent') notes.push(say('room.absent'))
  else if (isEstimate) notes.push(say('room.estimate'))
  return [...notes, say('room.at-most', { n: countIn(language, atMostAhead) })]
}

function isBeforeSale({ phase }: FanStatusOnWire): boolean {
  return phase === 'scheduled' || phase === 'lobby'
}

function isUndrawn({ entry }: RoomTelling, status: FanStatusOnWire): boolean {
  return entry.settings.order === 'draw' && (isBeforeSale(status) || status.phase === 'drawing')
}
