import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'

/** Where a sale's record is had: a plain link. The answer says that it is a file; what says why there is none is a page. */
export function RecordLink({
  room,
  say,
  language,
}: {
  room: string
  say: Say
  language: Language
}) {
  return (
    <section class="card aside" aria-labelledby="record">
      <h2 id="record">{say('console.record')}</h2>
      <p class="hint">{say('console.record.what')}</p>
      <p>
        <a class="button quiet" href={`/operate/rooms/${room}/record.csv?lang=${language}`}>
          {say('console.record.get')}
        </a>
      </p>
    </section>
  )
}
