import type { Figures } from '../../../core/operate/figures.ts'
import type { Say } from '../messages.ts'
import { durationIn } from './console-words.ts'
import { STALE_MS } from './seen.ts'

/** Within what the product promises; beyond it an operator looks. The alarms themselves come later. */
const COUNTS_WELL_MS = 5_000
const REVOCATIONS_WELL_MS = 4_000

type HealthProps = { figures: Figures; nowMs: number; say: Say }

/** How the parts of the sale are, each in words and not by colour alone. */
export function SaleHealth({ figures, nowMs, say }: HealthProps) {
  const { health, saidAtMs } = figures
  const aged = (atMs: number) =>
    say('sale.age', { age: durationIn(say, Math.max(0, nowMs - atMs)) })
  const n = String(health.segments)
  // Of old figures nobody knows whether they still hold.
  const isFresh = nowMs - saidAtMs <= STALE_MS
  const countsKnown = health.countsAsOfMs > 0
  return (
    <section class="card" aria-labelledby="health">
      <h2 id="health">{say('sale.health')}</h2>
      <dl class="health">
        <Part
          name={say('sale.health.counts')}
          value={countsKnown ? aged(health.countsAsOfMs) : say('sale.health.counts.none')}
          isWell={isFresh && (saidAtMs - health.countsAsOfMs <= COUNTS_WELL_MS || !countsKnown)}
          say={say}
        />
        <Part
          name={say('sale.health.segments')}
          value={
            health.silentSegments === 0
              ? say('sale.health.all', { n })
              : say('sale.health.silent', { n, silent: String(health.silentSegments) })
          }
          isWell={isFresh && health.silentSegments === 0}
          say={say}
        />
        <Part
          name={say('sale.health.revocations')}
          value={aged(health.revocationsAsOfMs)}
          isWell={isFresh && saidAtMs - health.revocationsAsOfMs <= REVOCATIONS_WELL_MS}
          say={say}
        />
        <Part
          name={say('sale.health.halt')}
          value={health.halt ?? say('sale.health.granting')}
          isWell={isFresh && health.halt === undefined}
          say={say}
        />
      </dl>
    </section>
  )
}

type PartProps = { name: string; value: string; isWell: boolean; say: Say }

function Part({ name, value, isWell, say }: PartProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd class={isWell ? 'well' : 'unwell'}>
        {say(isWell ? 'sale.health.ok' : 'sale.health.watch')}
      </dd>
    </div>
  )
}
