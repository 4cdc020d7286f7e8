import type { Child } from 'hono/jsx'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import { CAP_MAX, EXTRA_MAX, RATE_MAX_PER_SECOND } from '../../../core/queue/limits.ts'
import { languageNames, languages, type Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { Choice } from './choice.tsx'
import { endings, instants, type DeedName } from './deed.ts'
import { Field, idOf } from './field.tsx'
import { fieldOf } from './korean-time.ts'

type SteeringProps = { view: RoomView; nowMs: number; say: Say; language: Language }

/** All that is done to a sale but the brake. Each form first shows what it would bring. */
export function Steering({ view, nowMs, say, language }: SteeringProps) {
  const { phase, entry } = view
  const room = { view, say, language }
  const isClosed = phase === 'closed'
  return (
    <section class="steering" aria-labelledby="steering">
      <h2 id="steering">{say('sale.steer')}</h2>
      {isClosed ? <p class="note">{say('sale.steer.closed')}</p> : null}
      <Flow {...room} />
      {entry.settings.lanes.length > 1 ? <Lanes {...room} /> : null}
      <Group name={say('sale.group.state')}>
        {phase === 'scheduled' || phase === 'lobby' ? <Word name="open" {...room} /> : null}
        {phase === 'open' ? <Admit {...room} /> : null}
        {entry.pressure === undefined ? null : <Word name="follow" {...room} />}
        <Word name="sold-out" {...room} />
      </Group>
      <Message {...room} />
      {isClosed ? null : <Schedule {...room} nowMs={nowMs} />}
      <Session {...room} />
      <Group name={say('sale.group.danger')}>
        {isClosed ? null : <Word name="close" {...room} />}
        <Word name="revoke-all" {...room} />
      </Group>
    </section>
  )
}

type Here = Omit<SteeringProps, 'nowMs'>

function Group({
  name,
  isOpen = false,
  children,
}: {
  name: string
  isOpen?: boolean
  children: Child
}) {
  return (
    <details class="card group" open={isOpen}>
      <summary>{name}</summary>
      {children}
    </details>
  )
}

type DeedFormProps = Here & { name: DeedName; children?: Child; press?: string }

/** It says which version was seen: whoever changed the room since is not overwritten unread. */
function DeedForm({ name, view, say, language, children, press }: DeedFormProps) {
  const { entry, version } = view
  return (
    <form
      method="post"
      action={`/operate/rooms/${entry.id}?lang=${language}`}
      data-deed={name}
      data-room={entry.id}
      novalidate
    >
      <input type="hidden" name="act" value={name} />
      <input type="hidden" name="version" value={version} />
      {children}
      <button class="quiet">{press ?? say('sale.preview')}</button>
    </form>
  )
}

function Word({
  name,
  ...here
}: Here & { name: 'open' | 'close' | 'sold-out' | 'follow' | 'revoke-all' }) {
  return (
    <DeedForm name={name} press={`${here.say(`sale.act.${name}`)}…`} {...here}>
      <p class="hint">{here.say(`sale.act.${name}.what`)}</p>
    </DeedForm>
  )
}

function Flow(here: Here) {
  const { view, say } = here
  return (
    <Group name={say('sale.group.flow')} isOpen>
      <DeedForm name="cap" {...here}>
        <Field
          form="cap"
          name="settings.cap"
          label={say('sale.field.cap')}
          type="number"
          value={view.entry.settings.cap}
          min={0}
          max={CAP_MAX}
          step={1}
          required
        />
      </DeedForm>
      <DeedForm name="rate" {...here}>
        <Field
          form="rate"
          name="settings.ratePerSecond"
          label={say('sale.field.rate')}
          type="number"
          value={Math.round(view.ratePerSecond * 1_000) / 1_000}
          min={0}
          max={RATE_MAX_PER_SECOND}
          step="any"
          required
        />
      </DeedForm>
    </Group>
  )
}

function Lanes(here: Here) {
  const { view, say } = here
  return (
    <Group name={say('sale.group.lanes')}>
      <DeedForm name="lanes" {...here}>
        {view.entry.settings.lanes.map(({ id, sharePercent }, at) => (
          <>
            <input type="hidden" name={`settings.lanes.${at}.id`} value={id} />
            <Field
              form="lanes"
              name={`settings.lanes.${at}.sharePercent`}
              label={say('sale.field.share', { lane: id })}
              type="number"
              value={sharePercent}
              min={1}
              max={100}
              step={1}
              required
            />
          </>
        ))}
      </DeedForm>
    </Group>
  )
}

function Admit(here: Here) {
  const { say } = here
  return (
    <DeedForm name="admit" press={`${say('sale.act.admit')}…`} {...here}>
      <Field
        form="admit"
        name="count"
        label={say('sale.field.count')}
        hint={say('sale.act.admit.what')}
        type="number"
        min={1}
        max={EXTRA_MAX}
        step={1}
        required
      />
    </DeedForm>
  )
}

function Schedule({ nowMs, ...here }: SteeringProps) {
  const { view, say } = here
  const { schedule } = view.entry.settings
  return (
    <Group name={say('sale.group.schedule')}>
      <DeedForm name="schedule" {...here}>
        {instants.map((name) => {
          const atMs = schedule[name]
          const hasHappened = atMs !== undefined && atMs <= nowMs
          return (
            <>
              <input type="hidden" name={`was.${name}`} value={fieldOf(atMs)} />
              <Field
                form="schedule"
                name={`settings.schedule.${name}`}
                label={say(`sale.field.${name}`)}
                type="datetime-local"
                value={fieldOf(atMs)}
                {...(hasHappened ? { disabled: true, hint: say('sale.field.happened') } : {})}
              />
            </>
          )
        })}
      </DeedForm>
    </Group>
  )
}

function Message(here: Here) {
  const { say } = here
  return (
    <Group name={say('sale.group.message')}>
      <DeedForm name="message" press={`${say('sale.act.message')}…`} {...here}>
        <p class="hint">{say('sale.act.message.what')}</p>
        {languages.map((language) => {
          const id = idOf('message', `text.${language}`)
          const { name, tag } = languageNames[language]
          return (
            <div class="field">
              <label for={id} lang={tag}>
                {name}
              </label>
              <textarea id={id} name={`text.${language}`} rows={2} maxlength={500} lang={tag} />
            </div>
          )
        })}
      </DeedForm>
    </Group>
  )
}

/** Of one fan. Their session's id is in their token, which the shop sees. */
function Session(here: Here) {
  const { say } = here
  return (
    <Group name={say('sale.group.session')}>
      <DeedForm name="end-session" press={`${say('sale.act.end-session')}…`} {...here}>
        <Field form="session" name="sessionId" label={say('sale.field.session')} required />
        <Choice
          form="session"
          name="how"
          label={say('sale.field.session.how')}
          value="revoke"
          options={endings.map((how) => ({ value: how, label: say(`sale.session.${how}`) }))}
        />
      </DeedForm>
    </Group>
  )
}
