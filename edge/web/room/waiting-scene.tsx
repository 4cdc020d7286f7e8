import type { FanStatusOnWire } from '../../../core/protocol/fan-status.ts'
import type { PollAnswer } from '../../../core/protocol/poll.ts'
import type { MessageKey } from '../messages.ts'
import { Advice } from './advice.tsx'
import { HeadlineFact, marked, OpeningFacts } from './fact.tsx'
import { hasOrder, isBeforeSale, lineHeading } from './line.ts'
import { PlaceStub } from './place-stub.tsx'
import { PlaceTools } from './place-tools.tsx'
import { Progress } from './progress.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { countIn, peopleIn, spaceIn, waitIn } from './words.ts'

type Waiting = { telling: RoomTelling; poll: PollAnswer }

/** In the line, from the lobby to the front of it. */
export function waitingScene(telling: RoomTelling, poll: PollAnswer): Scene {
  const { say } = telling
  const { status, news } = poll
  const { phase } = status
  const isOver = phase === 'closed'
  return {
    heading: say(headingOf(telling, status)),
    phase,
    ...(isOver ? {} : { step: 'wait' as const }),
    news,
    heardAtMs: status.nowMs,
    body: isOver ? <p>{say('room.closed.what')}</p> : <WaitingBody telling={telling} poll={poll} />,
    stub: <PlaceStub telling={telling} status={status} />,
    below: isOver ? null : <PlaceTools telling={telling} />,
  }
}

/** What these are called is more than how far it still is. */
const namedStates = [
  'offline',
  'paused',
  'sold-out',
  'closed',
  'still-there',
  'lobby',
  'drawing',
] as const

function headingOf({ state }: RoomTelling, status: FanStatusOnWire): MessageKey {
  const named = namedStates.find((name) => name === state)
  return named === undefined ? lineHeading(status) : `room.${named}`
}

function WaitingBody({ telling, poll }: Waiting) {
  const { say, facts, state } = telling
  const { status } = poll
  const { phase, opensAtMs, standing } = status
  return (
    <>
      <StateWords {...telling} />
      {isBeforeSale(phase) && opensAtMs !== undefined ? (
        <OpeningFacts telling={telling} opensAtMs={opensAtMs} />
      ) : null}
      {hasOrder(facts, status) ? (
        <AheadFacts telling={telling} status={status} />
      ) : phase === 'drawing' ? null : (
        <p>{say('room.lobby.draw')}</p>
      )}
      {standing === 'absent' && state !== 'offline' ? <p>{say('room.absent')}</p> : null}
      <Advice telling={telling} poll={poll} />
    </>
  )
}

/** Where there is more to say than the heading does, it stands before the figures. */
const explainedStates = ['paused', 'sold-out', 'still-there'] as const

function StateWords({ say, state }: RoomTelling) {
  const explained = explainedStates.find((name) => name === state)
  return explained === undefined ? null : <p>{say(`room.${explained}.what`)}</p>
}

/** The headline: how many who are here are ahead, and how long that may take. */
function AheadFacts({ telling, status }: { telling: RoomTelling; status: FanStatusOnWire }) {
  const { say, language } = telling
  const { presentAhead, isEstimate, atMostAhead, wait } = status
  const kind = (
    <span class="chip" {...marked('is-estimate', isEstimate)}>
      {say(isEstimate ? 'room.estimate' : 'room.counted')}
    </span>
  )
  return (
    <>
      <dl class="headline">
        <HeadlineFact
          label={say('room.ahead')}
          look="main"
          mark={marked('present-ahead', presentAhead)}
          beside={kind}
        >
          {peopleIn(say, language, presentAhead, isEstimate)}
        </HeadlineFact>
        <HeadlineFact label={say('room.wait')}>
          {wait === undefined ? waitIn(say, wait) : <WaitRange say={say} wait={wait} />}
        </HeadlineFact>
      </dl>
      <Progress telling={telling} presentAhead={presentAhead} />
      <p class="note">
        <span {...marked('at-most-ahead', atMostAhead)}>
          {say('room.at-most', { n: countIn(language, atMostAhead) })}
        </span>
        {isEstimate ? `${spaceIn(language)}${say('room.estimate.why')}` : null}
      </p>
    </>
  )
}

function WaitRange(props: { say: RoomTelling['say']; wait: { lowMs: number; highMs: number } }) {
  const { say, wait } = props
  return (
    <span {...marked('wait-low-ms', wait.lowMs)}>
      <span {...marked('wait-high-ms', wait.highMs)}>{waitIn(say, wait)}</span>
    </span>
  )
}
