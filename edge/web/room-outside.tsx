import type { MessageKey } from './messages.ts'
import {
  ActForm,
  asOfFact,
  Facts,
  OpeningFact,
  type RoomTelling,
  type Scene,
} from './room-scene.tsx'
import type { RoomView } from './room-view.ts'
import { countIn, rateIn } from './room-words.ts'

type Outside = Extract<RoomView, { kind: 'outside' }>

/** For who has no place yet: what is going on here, and the way in. */
export function outsideScene(telling: RoomTelling, view: Outside): Scene {
  const { say } = telling
  const { heading, what, mayJoin } = outsideWords(telling, view)
  const label = heading === 'room.outside.empty' ? 'room.enter' : 'room.join'
  return {
    heading: say(heading),
    phase: say(`room.phase.${view.phase}`),
    step: 'join',
    body: (
      <>
        {view.phase === 'scheduled' || view.phase === 'lobby' ? (
          <dl class="headline">
            <OpeningFact telling={telling} opensAtMs={view.opensAtMs} />
          </dl>
        ) : null}
        <p>{say(what)}</p>
        {mayJoin ? <ActForm telling={telling} act="join" label={say(label)} /> : null}
      </>
    ),
    stub: <OutsideFacts telling={telling} view={view} />,
  }
}

type OutsideWords = { heading: MessageKey; what: MessageKey; mayJoin: boolean }

function outsideWords({ entry }: RoomTelling, { phase, waiting }: Outside): OutsideWords {
  if (phase === 'closed') return shut('closed')
  if (entry.settings.mode === 'reject') return shut('reject')
  switch (phase) {
    case 'scheduled':
    case 'drawing':
      return shut(phase)
    case 'lobby':
    case 'paused':
      return open(phase)
    case 'open':
      return open(waiting === 0 ? 'empty' : 'line')
  }
}

function open(name: 'lobby' | 'paused' | 'empty' | 'line'): OutsideWords {
  const what = name === 'empty' ? 'room.enter.what' : 'room.join.what'
  return { heading: `room.outside.${name}`, what, mayJoin: true }
}

function shut(name: 'closed' | 'reject' | 'scheduled' | 'drawing'): OutsideWords {
  return {
    heading: `room.outside.${name}`,
    what: `room.outside.${name}.what`,
    mayJoin: false,
  }
}

function OutsideFacts({ telling, view }: { telling: RoomTelling; view: Outside }) {
  const { say, language } = telling
  const { waiting, ratePerSecond, asOfMs, phase } = view
  return (
    <>
      {phase === 'scheduled' ? null : (
        <dl class="number">
          <dt>{say('room.waiting')}</dt>
          <dd>{say('room.people', { n: countIn(language, waiting) })}</dd>
        </dl>
      )}
      <Facts
        facts={[
          phase === 'closed' ? undefined : [say('room.rate'), rateIn(say, language, ratePerSecond)],
          asOfFact(say, asOfMs),
        ]}
      />
    </>
  )
}
