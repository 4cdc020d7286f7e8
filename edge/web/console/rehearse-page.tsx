import type { RoomView } from '../../../core/operate/room-answers.ts'
import { expectedCrowd, readCrowd } from '../../../simulator/expected-crowd.ts'
import { assetUrl } from '../../build.ts'
import { speak } from '../messages.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { titleIn } from './console-words.ts'
import { commandOf } from './rehearse-command.ts'
import { RehearseForm } from './rehearse-form.tsx'
import { RehearsedSettings } from './rehearsed-settings.tsx'

type RehearsePageProps = Around & { view: RoomView; typed: (name: string) => string }

/** A sale before it is one. The page's script plays it in the browser; the command does elsewhere. */
export function RehearsePage({ view, typed, ...around }: RehearsePageProps) {
  const { language, build } = around
  const say = speak(language)
  const { entry } = view
  const { id, settings } = entry
  const title = titleIn(language, entry.title)
  const usual = expectedCrowd(entry)
  const read = readCrowd(typed, usual)
  const isByDraw = settings.order === 'draw'
  const script = assetUrl(`scripts/console-rehearse.${language}.js`, build)
  return (
    <ConsolePage
      title={`${say('console.tab.rehearse')} · ${title}`}
      head={
        <>
          <link rel="stylesheet" href={assetUrl('console-rehearse.css', build)} />
          {isByDraw ? null : <script type="module" src={script}></script>}
        </>
      }
      {...around}
    >
      <RoomHead room={id} title={title} tab="rehearse" say={say} language={language} />
      <div id="rehearsed-settings">
        <RehearsedSettings view={view} say={say} language={language} />
      </div>
      {isByDraw ? (
        <p class="foreseen">{say('rehearse.draw')}</p>
      ) : (
        <>
          <RehearseForm
            room={id}
            usual={usual}
            typed={typed}
            read={read}
            say={say}
            language={language}
          />
          <noscript>
            <p class="note">{say('rehearse.plain')}</p>
          </noscript>
          <p class="unseen" id="rehearsal-spoken" role="status" />
          <div
            id="rehearsal"
            data-language={language}
            data-room={JSON.stringify({ id, settings })}
          />
        </>
      )}
      <section class="card rehearse-command" aria-labelledby="by-command">
        <h2 id="by-command">{say('rehearse.command')}</h2>
        <p class="hint">{say('rehearse.command.how')}</p>
        <code class="command" id="rehearse-command">
          {commandOf(entry, read.kind === 'crowd' ? read.crowd : usual)}
        </code>
      </section>
    </ConsolePage>
  )
}
