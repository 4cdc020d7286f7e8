import type { NewsOnWire } from '../../../core/protocol/news.ts'
import { Instant, marked } from './fact.tsx'
import type { RoomTelling } from './telling.ts'
import { minuteOf, newsIn } from './words.ts'

/** More would push aside what somebody came to see. */
const NEWS_SHOWN = 3

type Said = NewsOnWire & { said: string }

/** The latest first; what is older is folded away. */
export function News({ telling, news }: { telling: RoomTelling; news: readonly NewsOnWire[] }) {
  const { say, language } = telling
  const latest = news
    .map((item) => ({ ...item, said: newsIn(say, language, item) }))
    .filter(({ said }) => said !== '')
  // In place: an old phone knows no other way.
  latest.sort((a, b) => b.no - a.no)
  if (latest.length === 0) return null
  const earlier = latest.slice(NEWS_SHOWN)
  return (
    <section class="news" aria-labelledby="news">
      <h2 id="news">{say('room.news')}</h2>
      <NewsList items={latest.slice(0, NEWS_SHOWN)} />
      {earlier.length === 0 ? null : (
        <details class="more-below" key="earlier">
          <summary>{say('room.news.earlier')}</summary>
          <NewsList items={earlier} />
        </details>
      )}
    </section>
  )
}

function NewsList({ items }: { items: readonly Said[] }) {
  return (
    <ul>
      {items.map(({ no, atMs, said }) => (
        <li key={no} {...marked('news', no)}>
          <Instant atMs={atMs}>{minuteOf(atMs)}</Instant> <span>{said}</span>
        </li>
      ))}
    </ul>
  )
}
