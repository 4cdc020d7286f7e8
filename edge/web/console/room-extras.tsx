import type { Child } from 'hono/jsx'
import { RATE_MAX_PER_SECOND, SEGMENT_SPAN } from '../../../core/queue/limits.ts'
import { DESKS_MAX } from '../../../core/queue/room/entry.ts'
import { languageNames, languages } from '../language.ts'
import { Choice } from './choice.tsx'
import { colours, modesOfLook } from './room-form.ts'
import { Group, RoomField, type Part } from './room-part.tsx'

const BLIND = ['hold', 'open', 'closed'] as const
const RELOAD = ['keep', 'requeue'] as const

/** What is seldom decided: folded, until something in it is wrong. */
export function RoomExtras(part: Part) {
  return (
    <>
      <Safety {...part} />
      <Size {...part} />
      <Pressure {...part} />
      <Look {...part} />
    </>
  )
}

type FoldProps = Part & { title: string; of: readonly string[]; children: Child }

function Fold({ title, of, wrong, children }: FoldProps) {
  const isWrong = of.some((name) => wrong?.field.startsWith(name))
  return (
    <details class="fold" open={isWrong}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

function Safety(part: Part) {
  const { typed, wrong, say, labelOf } = part
  return (
    <Fold {...part} title={say('console.fold.safety')} of={['whenBlind', 'reload']}>
      <div class="pair">
        <Choice
          form="room"
          name="whenBlind"
          label={labelOf('whenBlind')}
          hint={say('console.field.blind.hint')}
          value={typed('whenBlind')}
          options={BLIND.map((way) => ({ value: way, label: say(`console.blind.${way}`) }))}
          wrong={wrong}
        />
        <Choice
          form="room"
          name="reload"
          label={labelOf('reload')}
          hint={say('console.field.reload.hint')}
          value={typed('reload')}
          options={RELOAD.map((way) => ({ value: way, label: say(`console.reload.${way}`) }))}
          wrong={wrong}
        />
      </div>
    </Fold>
  )
}

function Size(part: Part) {
  const { say } = part
  const of = ['settings.near', 'settings.span', 'desks']
  return (
    <Fold {...part} title={say('console.fold.size')} of={of}>
      <p class="hint">{say('console.fold.size.hint')}</p>
      <div class="pair">
        <RoomField part={part} name="settings.near.seconds" type="number" min={60} max={3_600} />
        <RoomField part={part} name="settings.near.atLeast" type="number" min={0} max={1_000_000} />
        <RoomField
          part={part}
          name="desks"
          hint={say('console.field.desks.hint')}
          type="number"
          min={1}
          max={DESKS_MAX}
        />
        <RoomField
          part={part}
          name="settings.span"
          hint={say('console.field.span.hint')}
          type="number"
          min={1}
          max={SEGMENT_SPAN}
        />
      </div>
    </Fold>
  )
}

function Pressure(part: Part) {
  const { say } = part
  const bound = { type: 'number', step: 'any', min: 0, max: RATE_MAX_PER_SECOND } as const
  return (
    <Fold {...part} title={say('console.fold.pressure')} of={['pressure']}>
      <p class="hint">{say('console.fold.pressure.hint')}</p>
      <div class="pair">
        <RoomField part={part} name="pressure.floorPerSecond" {...bound} />
        <RoomField part={part} name="pressure.ceilingPerSecond" {...bound} />
        <RoomField
          part={part}
          name="pressure.targetLatencyMs"
          type="number"
          min={10}
          max={60_000}
        />
      </div>
    </Fold>
  )
}

function Look(part: Part) {
  const { say, wrong } = part
  return (
    <Fold {...part} title={say('console.fold.look')} of={['look']}>
      <p class="hint">{say('console.fold.look.hint')}</p>
      {modesOfLook.map((mode) => (
        <Group name={`look.${mode}`} legend={say(`console.look.${mode}`)} wrong={wrong}>
          <div class="pair four">
            {colours.map((colour) => (
              <RoomField part={part} name={`look.${mode}.${colour}`} maxlength={7} />
            ))}
          </div>
        </Group>
      ))}
      <Group name="look.note" legend={say('console.field.note')} wrong={wrong}>
        <div class="pair">
          {languages.map((language) => (
            <RoomField
              part={part}
              name={`look.note.${language}`}
              maxlength={200}
              lang={languageNames[language].tag}
            />
          ))}
        </div>
      </Group>
    </Fold>
  )
}
