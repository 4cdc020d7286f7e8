import { mayAct } from '../../../core/operate/role.ts'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import { speak } from '../messages.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { instantIn, titleIn } from './console-words.ts'
import type { Wrong } from './deed.ts'
import { JsonField } from './json-field.tsx'

type SettingsProps = Around & { view: RoomView; text: string; wrong: Wrong | undefined }

/** The whole description: what was there goes along, so that only what was edited is changed. */
export function SettingsPage({ view, text, wrong, ...around }: SettingsProps) {
  const { language, actor } = around
  const say = speak(language)
  const { entry, version, changedAtMs } = view
  const title = titleIn(language, entry.title)
  const mayChange = mayAct(actor.role, 'operator')
  return (
    <ConsolePage title={`${say('console.tab.settings')} · ${title}`} {...around}>
      <RoomHead room={entry.id} title={title} tab="settings" say={say} language={language} />
      <form
        class="card make"
        method="post"
        action={`/operate/rooms/${entry.id}/settings?lang=${language}`}
      >
        <p class="hint">
          {say(mayChange ? 'console.settings.what' : 'console.settings.viewer')}{' '}
          {actor.role === 'operator' ? say('console.settings.owner') : ''}
        </p>
        <p class="soft">
          {say('console.settings.changed', {
            n: String(version),
            time: instantIn(language, changedAtMs),
          })}
        </p>
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="before" value={JSON.stringify(entry)} />
        <JsonField
          name="text"
          label={say('console.field.json')}
          value={text}
          wrong={wrong}
          isReadOnly={!mayChange}
        />
        {mayChange ? <button>{say('sale.preview')}</button> : null}
      </form>
    </ConsolePage>
  )
}
