import type { Say } from '../messages.ts'

/** Where a sale's record is had: a plain link, which the browser saves as it comes. */
export function RecordLink({ room, say }: { room: string; say: Say }) {
  return (
    <section class="card aside" aria-labelledby="record">
      <h2 id="record">{say('console.record')}</h2>
      <p class="hint">{say('console.record.what')}</p>
      <p>
        <a class="button quiet" href={`/operate/rooms/${room}/record.csv`} download="">
          {say('console.record.get')}
        </a>
      </p>
    </section>
  )
}
