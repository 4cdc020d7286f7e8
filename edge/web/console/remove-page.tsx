import type { Figures } from '../../../core/operate/figures.ts'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import { speak, type Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { titleIn } from './console-words.ts'
import { reasonIn } from './reason-words.ts'
import { RecordLink } from './record-link.tsx'
import { sumOf } from './seen.ts'

type RemoveProps = Around & {
  view: RoomView
  /** Absent until the room has said something. */
  figures: Figures | undefined
  /** Why it was not removed. */
  refused?: string
}

/** What a removal would end, and the one question; or what is to be done before. */
export function RemovePage({ view, figures, refused, ...around }: RemoveProps) {
  const { language } = around
  const say = speak(language)
  const { entry, phase } = view
  const title = titleIn(language, entry.title)
  const joined = figures === undefined ? 0 : sumOf(figures, 'joined')
  const occupied = figures?.occupied ?? 0
  const told = refused === undefined ? undefined : reasonIn(say, refused)
  const isRunning = joined > 0 && phase !== 'closed'
  return (
    <ConsolePage title={`${say('console.remove')} · ${title}`} {...around}>
      <RoomHead room={entry.id} title={title} tab="settings" say={say} language={language} />
      <section class="card panel" aria-labelledby="ask">
        <h2 id="ask">{say('console.remove.ask', { title })}</h2>
        {told === undefined ? null : (
          <div class="summary" role="alert">
            <p class="foreseen">{say('sale.refused')}</p>
            <p class="wrong" lang={told.lang}>
              {told.text}
            </p>
          </div>
        )}
        <Now view={view} figures={figures} say={say} {...around} />
        <p>{say('console.remove.what')}</p>
        <p>{say('console.remove.stays', { room: entry.id })}</p>
        {isRunning ? <p class="wrong">{say('console.remove.running')}</p> : null}
        {!isRunning && occupied > 0 ? (
          <p class="wrong">{say('console.remove.inside', { n: countIn(language, occupied) })}</p>
        ) : null}
        <form
          class="row-of-buttons"
          method="post"
          action={`/operate/rooms/${entry.id}/remove?lang=${language}`}
        >
          {isRunning || occupied > 0 ? (
            <a class="button" href={`/operate/rooms/${entry.id}?lang=${language}`}>
              {say('console.remove.to-sale')}
            </a>
          ) : (
            <button>{say('console.remove')}</button>
          )}
          <a class="button quiet" href={`/operate/rooms/${entry.id}/settings?lang=${language}`}>
            {say('sale.effect.leave')}
          </a>
        </form>
      </section>
      {joined > 0 ? <RecordLink room={entry.id} say={say} language={language} /> : null}
    </ConsolePage>
  )
}

type NowProps = Pick<RemoveProps, 'view' | 'figures' | 'language'> & { say: Say }

function Now({ view, figures, language, say }: NowProps) {
  const count = (n: number) => countIn(language, n)
  const facts =
    figures === undefined
      ? []
      : [
          { name: say('console.remove.joined'), value: count(sumOf(figures, 'joined')) },
          { name: say('sale.waiting'), value: count(sumOf(figures, 'waiting')) },
          { name: say('sale.inside'), value: count(sumOf(figures, 'inside')) },
        ]
  return (
    <table class="effect">
      <caption class="unseen">{say('console.remove.now')}</caption>
      <tbody>
        {[{ name: say('sale.phase'), value: say(`room.phase.${view.phase}`) }, ...facts].map(
          ({ name, value }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}
