import type { DoorAnswer } from '../../../core/protocol/door.ts'
import type { MessageKey } from '../messages.ts'
import { ActForm } from './act-form.tsx'
import { CodeForm } from './code-form.tsx'
import { asOfFact, Facts, marked, OpeningFacts } from './fact.tsx'
import { isBeforeSale } from './line.ts'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { peopleIn, rateIn, spaceIn } from './words.ts'

/** For who has no place yet: what is going on here, and the way in. */
export function outsideScene(telling: RoomTelling, door: DoorAnswer): Scene {
  const { say, state } = telling
  const { phase, opensAtMs, news, nowMs } = door
  const { heading, what } = wordsOf(telling, door)
  return {
    heading: say(heading),
    phase,
    ...(isSettled(state) ? {} : { step: 'join' as const }),
    news,
    heardAtMs: nowMs,
    body: (
      <>
        {isBeforeSale(phase) ? <OpeningFacts telling={telling} opensAtMs={opensAtMs} /> : null}
        {what === undefined ? null : <p>{say(what)}</p>}
        <JoinForm telling={telling} door={door} />
        {state === 'countdown' ? (
          <div class="advice">
            <p>
              <strong>{say('room.may-close')}</strong>
              {spaceIn(telling.language)}
              {say('room.countdown.back')}
            </p>
          </div>
        ) : null}
      </>
    ),
    stub: <DoorFacts telling={telling} door={door} />,
    below: mayJoin(telling, door) ? (
      <div class="tools">
        <CodeForm telling={telling} />
      </div>
    ) : null,
  }
}

/** Where nobody joins, no figure does. */
function isSettled(state: RoomTelling['state']): boolean {
  return state === 'closed' || state === 'shut' || state === 'offline'
}

/** A page that has lost its connection cannot know whether there still is a way in. */
function mayJoin({ state, facts }: RoomTelling, { joining }: DoorAnswer): boolean {
  if (state === 'offline' || facts.mode === 'reject') return false
  return joining === 'take-number' || joining === 'let-through'
}

function JoinForm({ telling, door }: { telling: RoomTelling; door: DoorAnswer }) {
  const { say, state } = telling
  if (!mayJoin(telling, door)) return null
  const goesIn = door.joining === 'let-through' || isEmpty(door)
  return (
    <ActForm
      telling={telling}
      act="join"
      label={say(goesIn ? 'room.enter' : 'room.join')}
      look={state === 'sold-out' ? 'quiet' : 'main'}
    />
  )
}

function isEmpty({ phase, waiting }: DoorAnswer): boolean {
  return phase === 'open' && waiting === 0
}

type Words = { heading: MessageKey; what?: MessageKey }

function wordsOf({ state, facts }: RoomTelling, door: DoorAnswer): Words {
  if (state === 'offline') return { heading: 'room.offline' }
  if (state === 'countdown' || state === 'shut') {
    return { heading: `room.${state}`, what: `room.${state}.what` }
  }
  if (state === 'closed' || state === 'sold-out') {
    return { heading: `room.${state}`, what: `room.outside.${state}.what` }
  }
  if (state === 'drawing') {
    return { heading: 'room.outside.drawing', what: 'room.outside.drawing.what' }
  }
  return state === 'paused' ? pausedWords(door) : openWords(facts.order, door)
}

function pausedWords({ joining }: DoorAnswer): Words {
  const canJoin = joining === 'take-number'
  const what = canJoin ? 'room.outside.paused.what' : 'room.refused.paused.what'
  return { heading: 'room.paused', what }
}

function openWords(order: 'arrival' | 'draw', door: DoorAnswer): Words {
  if (door.joining === 'let-through') {
    return { heading: 'room.outside.pass', what: 'room.outside.pass.what' }
  }
  if (isBeforeSale(door.phase)) {
    const what = order === 'draw' ? 'room.outside.draw.what' : 'room.join.what'
    return { heading: 'room.outside.lobby', what }
  }
  if (isEmpty(door)) return { heading: 'room.outside.empty', what: 'room.enter.what' }
  return { heading: 'room.outside.line', what: 'room.join.what' }
}

function DoorFacts({ telling, door }: { telling: RoomTelling; door: DoorAnswer }) {
  const { say, language } = telling
  const { waiting, ratePerSecond, asOfMs, phase } = door
  return (
    <>
      {phase === 'scheduled' ? null : (
        <dl class="number">
          <dt>{say('room.waiting')}</dt>
          <dd {...marked('waiting', waiting)}>{peopleIn(say, language, waiting)}</dd>
        </dl>
      )}
      <Facts
        facts={[
          phase === 'closed'
            ? undefined
            : [
                say('room.rate'),
                marked('rate-per-second', ratePerSecond),
                rateIn(say, language, ratePerSecond),
              ],
          asOfFact(telling, asOfMs),
        ]}
      />
    </>
  )
}
