import { speak } from '../messages.ts'
import { ConsolePage, type Around } from './console-page.tsx'
import { SaleCard } from './sale-card.tsx'
import type { Seen } from './seen.ts'

type WatchProps = Around & { sales: readonly Seen[]; absent: readonly string[] }

/** Several sales side by side. */
export function WatchPage({ sales, absent, ...around }: WatchProps) {
  const { language } = around
  const say = speak(language)
  return (
    <ConsolePage title={say('console.watch')} {...around}>
      <header class="page-head">
        <h1>{say('console.watch')}</h1>
      </header>
      <p class="unseen" id="spoken" role="status" />
      <p class="done empty" id="done" role="status" />
      {sales.length === 0 && absent.length === 0 ? (
        <p class="card">{say('console.watch.none')}</p>
      ) : null}
      {absent.map((room) => (
        <p class="note">{say('console.watch.absent', { room })}</p>
      ))}
      <div class="watch">
        {sales.map((seen) => (
          <section
            class="card"
            aria-label={`${seen.title} ${seen.room}`}
            data-sale={seen.room}
            data-language={language}
            data-view="card"
            data-start={JSON.stringify(seen)}
          >
            <SaleCard seen={seen} say={say} language={language} />
          </section>
        ))}
      </div>
    </ConsolePage>
  )
}
