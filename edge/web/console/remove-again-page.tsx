import { speak } from '../messages.ts'
import { ConsolePage, type Around } from './console-page.tsx'

/** Of a removal that was not answered: of what may be half gone nothing is shown but the one question. */
export function RemoveAgainPage({ room, ...around }: Around & { room: string }) {
  const { language } = around
  const say = speak(language)
  return (
    <ConsolePage title={`${say('console.remove')} · ${room}`} here="rooms" {...around}>
      <section class="card panel" aria-labelledby="ask">
        <h1 id="ask">{say('console.remove.ask', { title: room })}</h1>
        <div class="summary" role="alert">
          <p class="foreseen">{say('console.remove.lost')}</p>
        </div>
        <p>{say('console.remove.again')}</p>
        <form
          class="row-of-buttons"
          method="post"
          action={`/operate/rooms/${room}/remove?lang=${language}`}
        >
          <button>{say('console.remove')}</button>
          <a class="button quiet" href={`/operate?lang=${language}`}>
            {say('sale.effect.leave')}
          </a>
        </form>
      </section>
    </ConsolePage>
  )
}
