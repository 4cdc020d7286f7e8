import { mayAct } from '../../../core/operate/role.ts'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import { speak, type Say } from '../messages.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { instantIn, titleIn } from './console-words.ts'
import type { Typed, Wrong } from './deed.ts'
import { JsonField } from './json-field.tsx'
import { RoomFields } from './room-fields.tsx'
import { Ways } from './ways.tsx'
import { WrongSummary } from './wrong-summary.tsx'

/** As it was when the form was filled, and which version that was. */
type Begun = { readonly version: string; readonly before: string }

type SettingsProps = Around & {
  as: 'form' | 'json'
  view: RoomView
  begun: Begun
  typed: Typed
  wrong: Wrong | undefined
  nowMs: number
}

/** A room's description: what was there goes along, so that only what was edited is changed. */
export function SettingsPage(props: SettingsProps) {
  const { as, view, begun, typed, wrong, nowMs, ...around } = props
  const { language, actor } = around
  const say = speak(language)
  const { entry } = view
  const title = titleIn(language, entry.title)
  const mayChange = mayAct(actor.role, 'operator')
  const address = `/operate/rooms/${entry.id}/settings`
  return (
    <ConsolePage title={`${say('console.tab.settings')} · ${title}`} {...around}>
      <RoomHead room={entry.id} title={title} tab="settings" say={say} language={language} />
      <form
        class="card make"
        method="post"
        action={`${address}${as === 'json' ? '/json' : ''}?lang=${language}`}
        novalidate
      >
        <Ways
          label={say('console.settings.ways')}
          address={address}
          here={as}
          form={say('console.settings.by-form')}
          json={say('console.settings.by-json')}
          language={language}
        />
        {wrong === undefined ? (
          <Before {...props} say={say} mayChange={mayChange} />
        ) : (
          <WrongSummary
            sentence={say('console.settings.wrong')}
            wrong={wrong}
            say={say}
            isForm={as === 'form'}
          />
        )}
        <input type="hidden" name="version" value={begun.version} />
        <input type="hidden" name="before" value={begun.before} />
        {as === 'json' ? (
          <JsonField
            name="text"
            label={say('console.field.json')}
            value={typed('text')}
            wrong={wrong}
            isReadOnly={!mayChange}
          />
        ) : (
          <fieldset class="whole" disabled={!mayChange}>
            <RoomFields
              typed={typed}
              wrong={wrong}
              say={say}
              hasHappened={(name) => (entry.settings.schedule[name] ?? nowMs) < nowMs}
            />
          </fieldset>
        )}
        {mayChange ? <button>{say('sale.preview')}</button> : null}
      </form>
      {actor.role === 'owner' ? (
        <section class="card aside" aria-labelledby="remove">
          <h2 id="remove">{say('console.remove')}</h2>
          <p class="hint">{say('console.remove.hint')}</p>
          <p>
            <a class="button quiet" href={`/operate/rooms/${entry.id}/remove?lang=${language}`}>
              {say('console.remove')}…
            </a>
          </p>
        </section>
      ) : null}
    </ConsolePage>
  )
}

/** What editing does, and whose the room's last change was. */
function Before({
  as,
  view: { version, changedAtMs },
  actor,
  language,
  say,
  mayChange,
}: SettingsProps & { say: Say; mayChange: boolean }) {
  const what = as === 'form' ? 'console.settings.form' : 'console.settings.what'
  return (
    <>
      <p class="hint">
        {say(mayChange ? what : 'console.settings.viewer')}{' '}
        {as === 'json' && actor.role === 'operator' ? say('console.settings.owner') : ''}
      </p>
      <p class="soft">
        {say('console.settings.changed', {
          n: String(version),
          time: instantIn(language, changedAtMs),
        })}
      </p>
    </>
  )
}
