import type { RoomView } from '../../../core/operate/room-answers.ts'
import { speak } from '../messages.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { titleIn } from './console-words.ts'
import { RecordLink } from './record-link.tsx'
import { SaleMain } from './sale-main.tsx'
import type { Seen } from './seen.ts'
import { Steering } from './steering.tsx'

/** `done`: what was just done, as a sentence. */
type SalePageProps = Around & { view: RoomView; seen: Seen; done: string }

/** One sale, live, and what steers it. Its script goes on from the figures that are drawn here. */
export function SalePage({ view, seen, done, ...around }: SalePageProps) {
  const { language } = around
  const say = speak(language)
  const title = titleIn(language, view.entry.title)
  const room = view.entry.id
  return (
    <ConsolePage title={title} {...around}>
      <RoomHead room={room} title={title} tab="live" say={say} language={language} />
      <p class="unseen" id="spoken" role="status" />
      <p class={done === '' ? 'done empty' : 'done'} id="done" role="status">
        {done}
      </p>
      <noscript>
        <p class="note">
          {say('sale.plain')}{' '}
          <a href={`/operate/rooms/${room}?lang=${language}`}>{say('sale.again')}</a>
        </p>
      </noscript>
      <div class="sale">
        <div
          class="live"
          data-sale={room}
          data-language={language}
          data-view="main"
          data-start={JSON.stringify(seen)}
        >
          <SaleMain seen={seen} say={say} language={language} />
        </div>
        {seen.maySteer ? (
          <Steering view={view} nowMs={seen.nowMs} say={say} language={language} />
        ) : (
          <section class="steering" aria-labelledby="steering">
            <h2 id="steering">{say('sale.steer')}</h2>
            <p class="note">{say('sale.steer.viewer')}</p>
          </section>
        )}
      </div>
      <RecordLink room={room} say={say} language={language} />
      <dialog id="deed-dialog" aria-labelledby="deed" />
    </ConsolePage>
  )
}
