import { CAP_MAX, RATE_MAX_PER_SECOND } from '../../../core/queue/limits.ts'
import { languageNames, languages } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { ConsolePage, Place, type Around } from './console-page.tsx'
import { instants, type Wrong } from './deed.ts'
import { Field, WrongText } from './field.tsx'
import { JsonField } from './json-field.tsx'
import { LANE_ROWS, MODES, type Typed } from './new-room.ts'

type NewRoomProps = Around & { as: 'form' | 'json'; typed: Typed; wrong: Wrong | undefined }
type Part = { typed: Typed; wrong: Wrong | undefined; say: Say }

/** Making a room: what people decide by a form, and everything else as JSON. */
export function NewRoomPage({ as, typed, wrong, ...around }: NewRoomProps) {
  const { language } = around
  const say = speak(language)
  const part = { typed, wrong, say }
  return (
    <ConsolePage title={say('console.make')} here="rooms" {...around}>
      <header class="room-head">
        <h1>{say('console.make')}</h1>
        <nav aria-label={say('console.make')}>
          <ul>
            <Place to="/operate/new" language={language} isHere={as === 'form'}>
              {say('console.make.form')}
            </Place>
            <Place to="/operate/new/json" language={language} isHere={as === 'json'}>
              {say('console.make.json')}
            </Place>
          </ul>
        </nav>
      </header>
      <form
        class="card make"
        method="post"
        action={`/operate/new${as === 'json' ? '/json' : ''}?lang=${language}`}
        novalidate
      >
        {wrong === undefined ? (
          <p class="hint">{say('console.make.what')}</p>
        ) : (
          <div class="summary" role="alert">
            <p class="foreseen">{say('console.make.wrong')}</p>
            <p>
              <code>{wrong.field}</code> <span lang="en">{wrong.reason}</span>
            </p>
          </div>
        )}
        {as === 'json' ? (
          <JsonField
            name="json"
            label={say('console.field.json')}
            value={typed('json')}
            wrong={wrong}
          />
        ) : (
          <>
            <Named {...part} />
            <Flow {...part} />
            <Lanes {...part} />
            <Schedule {...part} />
            <Terms {...part} />
          </>
        )}
        <button>{say('console.make')}</button>
      </form>
    </ConsolePage>
  )
}

function Named({ typed, wrong, say }: Part) {
  return (
    <>
      <Field
        form="new"
        name="id"
        label={say('console.field.id')}
        hint={say('console.field.id.hint')}
        value={typed('id')}
        wrong={wrong}
        maxlength={48}
        required
      />
      <fieldset>
        <legend>{say('console.field.title')}</legend>
        <div class="pair">
          {languages.map((language) => (
            <Field
              form="new"
              name={`title.${language}`}
              label={say('console.field.title.in', { language: languageNames[language].name })}
              value={typed(`title.${language}`)}
              wrong={wrong}
              maxlength={120}
              lang={languageNames[language].tag}
            />
          ))}
        </div>
      </fieldset>
    </>
  )
}

function Flow({ typed, wrong, say }: Part) {
  return (
    <div class="pair">
      <Field
        form="new"
        name="settings.cap"
        label={say('sale.field.cap')}
        hint={say('console.field.cap.hint')}
        type="number"
        value={typed('settings.cap')}
        wrong={wrong}
        min={0}
        max={CAP_MAX}
        required
      />
      <Field
        form="new"
        name="settings.ratePerSecond"
        label={say('sale.field.rate')}
        type="number"
        step="any"
        value={typed('settings.ratePerSecond')}
        wrong={wrong}
        min={0}
        max={RATE_MAX_PER_SECOND}
        required
      />
      <div class="field">
        <label for="new-mode">{say('console.field.mode')}</label>
        <select id="new-mode" name="settings.mode">
          {MODES.map((mode) => (
            <option value={mode} selected={typed('settings.mode') === mode}>
              {say(`console.mode.${mode}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function Lanes({ typed, wrong, say }: Part) {
  const isWrong = wrong?.field === 'settings.lanes'
  return (
    <fieldset aria-describedby={isWrong ? 'lanes-hint lanes-wrong' : 'lanes-hint'}>
      <legend>{say('console.field.lanes')}</legend>
      <p class="hint" id="lanes-hint">
        {say('console.field.lanes.hint')}
      </p>
      {isWrong ? <WrongText id="lanes-wrong" reason={wrong.reason} /> : null}
      {Array.from({ length: LANE_ROWS }, (_, at) => (
        <div class="lane-row">
          <Field
            form="new"
            name={`settings.lanes.${at}.id`}
            label={say('console.field.lane.id', { n: String(at + 1) })}
            value={typed(`settings.lanes.${at}.id`)}
            wrong={wrong}
            maxlength={32}
          />
          <Field
            form="new"
            name={`settings.lanes.${at}.sharePercent`}
            label={say('console.field.lane.share', { n: String(at + 1) })}
            type="number"
            value={typed(`settings.lanes.${at}.sharePercent`)}
            wrong={wrong}
            min={1}
            max={100}
          />
        </div>
      ))}
    </fieldset>
  )
}

function Schedule({ typed, wrong, say }: Part) {
  return (
    <fieldset aria-describedby="schedule-hint">
      <legend>{say('console.field.schedule')}</legend>
      <p class="hint" id="schedule-hint">
        {say('console.field.schedule.hint')}
      </p>
      <div class="pair">
        {instants.map((name) => (
          <Field
            form="new"
            name={`settings.schedule.${name}`}
            label={`${say(`sale.field.${name}`)} (${say('room.zone')})`}
            type="datetime-local"
            value={typed(`settings.schedule.${name}`)}
            wrong={wrong}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Terms({ typed, wrong, say }: Part) {
  return (
    <fieldset>
      <legend>{say('console.field.terms')}</legend>
      <div class="pair">
        <Field
          form="new"
          name="settings.terms.offerMs"
          label={say('console.field.offer')}
          type="number"
          value={typed('settings.terms.offerMs')}
          wrong={wrong}
          min={5}
          max={600}
        />
        <Field
          form="new"
          name="settings.terms.sessionMs"
          label={say('console.field.session')}
          type="number"
          value={typed('settings.terms.sessionMs')}
          wrong={wrong}
          min={1}
          max={1_440}
        />
      </div>
    </fieldset>
  )
}
