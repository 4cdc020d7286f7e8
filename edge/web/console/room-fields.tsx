import { CAP_MAX, RATE_MAX_PER_SECOND } from '../../../core/queue/limits.ts'
import { languageNames, languages } from '../language.ts'
import { Choice } from './choice.tsx'
import { instants } from './deed.ts'
import { RoomExtras } from './room-extras.tsx'
import { labelsIn } from './room-labels.ts'
import { laneFields, laneRows } from './room-lanes.ts'
import { Group, RoomField, type Part } from './room-part.tsx'

const MODES = ['queue', 'pass', 'reject'] as const

type RoomFieldsProps = Omit<Part, 'labelOf'> & {
  /** Of a room there is, what has happened already: it cannot be moved. */
  hasHappened?: ((instant: (typeof instants)[number]) => boolean) | undefined
  /** Where a room is made, its id comes first, and what is left out has a meaning. */
  isNew?: boolean
}

/** All that people decide of a room: alike where one is made, and where one is changed. */
export function RoomFields({ typed, wrong, say, hasHappened, isNew = false }: RoomFieldsProps) {
  const labels = labelsIn(say)
  const part = { typed, wrong, say, labelOf: (name: string) => labels(name) ?? name }
  return (
    <>
      {isNew ? <Id {...part} /> : null}
      <Titles {...part} />
      <Flow {...part} />
      <Lanes {...part} />
      <Schedule {...part} hasHappened={hasHappened} isNew={isNew} />
      <Terms {...part} isNew={isNew} />
      <RoomExtras {...part} />
    </>
  )
}

function Id(part: Part) {
  const hint = part.say('console.field.id.hint')
  return <RoomField part={part} name="id" hint={hint} maxlength={48} required />
}

function Titles(part: Part) {
  return (
    <Group name="title" legend={part.say('console.field.title')} wrong={part.wrong}>
      <div class="pair">
        {languages.map((language) => (
          <RoomField
            part={part}
            name={`title.${language}`}
            maxlength={120}
            lang={languageNames[language].tag}
          />
        ))}
      </div>
    </Group>
  )
}

function Flow(part: Part) {
  const { typed, wrong, say, labelOf } = part
  return (
    <div class="pair">
      <RoomField
        part={part}
        name="settings.cap"
        hint={say('console.field.cap.hint')}
        type="number"
        min={0}
        max={CAP_MAX}
        required
      />
      <RoomField
        part={part}
        name="settings.ratePerSecond"
        type="number"
        step="any"
        min={0}
        max={RATE_MAX_PER_SECOND}
        required
      />
      <Choice
        form="room"
        name="settings.mode"
        label={labelOf('settings.mode')}
        value={typed('settings.mode')}
        options={MODES.map((mode) => ({ value: mode, label: say(`console.mode.${mode}`) }))}
        wrong={wrong}
      />
    </div>
  )
}

function Lanes(part: Part) {
  const { typed, wrong, say } = part
  const hint = say('console.field.lanes.hint')
  return (
    <Group name="settings.lanes" legend={say('console.field.lanes')} hint={hint} wrong={wrong}>
      {Array.from({ length: laneRows(typed) }, (_, at) => (
        <div class="lane-row">
          <RoomField part={part} name={laneFields[2 * at] ?? ''} maxlength={32} />
          <RoomField
            part={part}
            name={laneFields[2 * at + 1] ?? ''}
            type="number"
            min={1}
            max={100}
          />
        </div>
      ))}
    </Group>
  )
}

type ScheduleProps = Part & Pick<RoomFieldsProps, 'hasHappened'> & { isNew: boolean }

function Schedule({ hasHappened, isNew, ...part }: ScheduleProps) {
  const { say, wrong } = part
  const hint = say(isNew ? 'console.field.schedule.hint' : 'console.field.schedule.zone')
  return (
    <Group
      name="settings.schedule"
      legend={say('console.field.schedule')}
      hint={hint}
      wrong={wrong}
    >
      <div class="pair">
        {instants.map((name) => (
          <RoomField
            part={part}
            name={`settings.schedule.${name}`}
            type="datetime-local"
            {...(hasHappened?.(name) === true
              ? { disabled: true, hint: say('sale.field.happened') }
              : {})}
          />
        ))}
      </div>
    </Group>
  )
}

function Terms({ isNew, ...part }: Part & { isNew: boolean }) {
  const { say, wrong } = part
  return (
    <Group
      name="settings.terms"
      legend={say('console.field.terms')}
      wrong={wrong}
      {...(isNew ? {} : { hint: say('console.field.terms.hint') })}
    >
      <div class="pair">
        <RoomField part={part} name="settings.terms.offerMs" type="number" min={5} max={600} />
        <RoomField part={part} name="settings.terms.sessionMs" type="number" min={1} max={1_440} />
        <RoomField part={part} name="settings.terms.tokenMs" type="number" min={10} max={60} />
      </div>
    </Group>
  )
}
