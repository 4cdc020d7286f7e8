import { JoinDrawing, ShopDrawing, TurnDrawing, WaitDrawing } from '../way-drawings.tsx'
import { marked } from './fact.tsx'
import type { Scene } from './scene.ts'
import type { RoomTelling } from './telling.ts'
import { clockOf, inOneOf, spaceIn, titleIn } from './words.ts'

type Step = NonNullable<Scene['step']>

/** What is going on, and the stub to keep. */
export function Ticket({ telling, scene }: { telling: RoomTelling; scene: Scene }) {
  const { facts, language, say } = telling
  const { heading, phase, isUrgent = false, body, stub } = scene
  const note = facts.note === undefined ? undefined : inOneOf(facts.note, language)
  return (
    <div class={`ticket${isUrgent ? ' urgent' : ''}${stub === undefined ? ' alone' : ''}`}>
      <section class="body" aria-labelledby="sale">
        <Head telling={telling} scene={scene} />
        {phase === undefined ? null : (
          <p class="kind" {...marked('phase', phase)}>
            {say(`room.phase.${phase}`)}
          </p>
        )}
        <h1 id="sale">{titleIn(language, facts)}</h1>
        {note === undefined ? null : <p class="seller">{note}</p>}
        <div class="state">
          <h2 id="state" tabindex={-1}>
            {heading}
          </h2>
          <Offline telling={telling} scene={scene} />
          {body}
        </div>
      </section>
      {stub === undefined ? null : <div class="stub">{stub}</div>}
    </div>
  )
}

/** The seller's picture, or the same figures as on the first page, so that the way is known again. */
function Head({ telling, scene }: { telling: RoomTelling; scene: Scene }) {
  const { picture } = telling.facts
  const { step, leftPercent } = scene
  if (picture !== undefined) {
    const alt = inOneOf(picture.alt, telling.language) ?? ''
    return <img class="picture" src={picture.src} alt={alt} width="720" height="240" />
  }
  if (step === undefined) return null
  return (
    <div class={`way ${step}`}>
      <Drawing step={step} leftPercent={leftPercent} />
    </div>
  )
}

function Drawing(props: { step: Step; leftPercent: number | undefined }) {
  const { step, leftPercent } = props
  switch (step) {
    case 'join':
      return <JoinDrawing />
    case 'wait':
      return <WaitDrawing />
    case 'turn':
      return <TurnDrawing {...(leftPercent !== undefined && { leftPercent })} />
    case 'shop':
      return <ShopDrawing />
  }
}

/** What was last heard stays in view, with the instant it was heard. */
function Offline({ telling, scene }: { telling: RoomTelling; scene: Scene }) {
  const { say, language, live, state } = telling
  const { heardAtMs } = scene
  if (live?.isOffline !== true) return null
  if (heardAtMs === undefined) return <p class="warning">{say('room.offline.now')}</p>
  const isPlaced = scene.step === 'wait' && state === 'offline'
  const told = isPlaced ? 'room.offline.placed' : 'room.offline.since'
  return (
    <p class="warning">
      {say(told, { time: clockOf(heardAtMs) })}
      {spaceIn(language)}
      {say('room.offline.then')}
    </p>
  )
}
