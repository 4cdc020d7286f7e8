import { verdictOf } from '../../../simulator/rules.ts'
import type { Found, Percentiles } from '../../../simulator/result.ts'
import { useOf } from '../../../simulator/use.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { durationIn, percentIn, rateIn } from './console-words.ts'
import { RehearsalNotPlayed } from './rehearsal-not-played.tsx'
import type { Answer } from './rehearsal-state.ts'
import { Drawing } from './sale-drawing.tsx'
import { WaitsTable } from './waits-table.tsx'

type Around = { say: Say; language: Language }
type AnswerProps = { answer: Answer } & Around
type Part = { found: Found } & Around

/** What a rehearsal found: whether the rules held, how long people wait, and what decides it. */
export function RehearsalAnswer({ answer, say, language }: AnswerProps) {
  const part = { found: answer.found, say, language }
  return (
    <div class="rehearsal" data-rehearsal="found">
      <Verdict answer={answer} say={say} language={language} />
      <Figures answer={answer} say={say} language={language} />
      <Course {...part} />
      <Waits {...part} />
    </div>
  )
}

const VIOLATIONS_SHOWN = 10

function Verdict({ answer, say, language }: AnswerProps) {
  const { found, tookMs, version } = answer
  const { scenario, violations, violationCount, ended, saleSeconds } = found
  const { kind, checks, unchecked } = verdictOf(found)
  const count = (n: number) => countIn(language, n)
  const times = count(checks.reduce((sum, { times }) => sum + times, 0))
  return (
    <section class={`card verdict ${kind}`} data-verdict={kind} aria-labelledby="verdict">
      <h2 id="verdict" tabindex={-1}>
        {say(`rehearse.rules.${kind}`, { n: count(violationCount), times })}
      </h2>
      {violationCount === 0 ? null : (
        <ul class="violations" lang="en">
          {violations.slice(0, VIOLATIONS_SHOWN).map(({ rule, atMs, what }) => (
            <li>
              <strong>{rule}</strong> {durationIn(say, atMs)}: {what}
            </li>
          ))}
        </ul>
      )}
      {ended ? null : (
        <p class="foreseen">
          {say('rehearse.cut-off', { time: durationIn(say, saleSeconds * 1_000) })}
        </p>
      )}
      <p class="soft">
        {say('rehearse.of', {
          fans: count(scenario.fans),
          cap: count(scenario.cap),
          rate: rateIn(say, language, scenario.ratePerSecond),
          n: String(version),
        })}{' '}
        {say('rehearse.took', { time: durationIn(say, tookMs) })}
      </p>
      <p class="hint">{say('rehearse.unchecked', { rules: unchecked.join(', ') })}</p>
    </section>
  )
}

type Figure = { id: string; name: string; value: string; beside?: string }

function figuresOf({ found, say, language }: Part): Figure[] {
  const { fans, waits, estimate, saleSeconds, lastCalledSeconds } = found
  const { capShare, rateShare } = useOf(found)
  const count = (n: number) => countIn(language, n)
  const share = (part: number) => percentIn(language, part)
  const wait = (ms: number) => (waits.count === 0 ? '–' : durationIn(say, ms))
  const told = estimate.fans - estimate.withoutRange
  return [
    {
      id: 'last',
      name: say('rehearse.last'),
      value: wait(lastCalledSeconds * 1_000),
      beside: say('rehearse.ends', { time: durationIn(say, saleSeconds * 1_000) }),
    },
    {
      id: 'admitted',
      name: say('console.report.admitted'),
      value: count(fans.admitted),
      beside: say('rehearse.of-fans', { n: count(fans.joined) }),
    },
    {
      id: 'half',
      name: say('rehearse.half'),
      value: wait(waits.p50Ms),
      beside: say('rehearse.longest', { time: wait(waits.maxMs) }),
    },
    {
      id: 'gone',
      name: say('rehearse.gone'),
      value: count(fans.left + fans.missed + fans.unserved),
      beside: say('rehearse.gone.how', {
        left: count(fans.left),
        missed: count(fans.missed),
        unserved: count(fans.unserved),
      }),
    },
    { id: 'cap', name: say('rehearse.cap'), value: share(capShare) },
    { id: 'rate', name: say('rehearse.rate'), value: share(rateShare) },
    {
      id: 'lapsed',
      name: say('sale.lapses'),
      value: count(fans.lapsed),
    },
    {
      id: 'score',
      name: say('sale.score'),
      value: told <= 0 ? say('rehearse.score.none') : share(estimate.heldShare),
      ...(told > 0 && {
        beside: say('rehearse.score.of', {
          n: count(told),
          worst: share(Math.min(...estimate.heldByDecile)),
          width: share(estimate.medianWidth),
        }),
      }),
    },
  ]
}

function Figures({ answer, say, language }: AnswerProps) {
  const { found, notPlayed } = answer
  const { limit } = useOf(found)
  return (
    <section class="card" aria-labelledby="sums">
      <h2 id="sums">{say('rehearse.sums')}</h2>
      <dl class="figures">
        {figuresOf({ found, say, language }).map(({ id, name, value, beside }) => (
          <div data-fact={id}>
            <dt>{name}</dt>
            <dd class="value">{value}</dd>
            {beside === undefined ? null : <dd class="beside">{beside}</dd>}
          </div>
        ))}
      </dl>
      <p class="foreseen" data-limit={limit}>
        {say(`rehearse.limit.${limit}`)}
      </p>
      <RehearsalNotPlayed settings={notPlayed} say={say} />
    </section>
  )
}

type Drawn = { readonly atMs: number; readonly value: number }
const MEANS_DRAWN = 100

function Course({ found, say, language }: Part) {
  const points = found.series.filter(({ atSeconds }) => atSeconds >= 0)
  const seriesOf = (valueOf: (point: (typeof points)[number]) => number) =>
    points.map((point) => ({ atMs: point.atSeconds * 1_000, value: valueOf(point) }))
  const drawing = { isOver: true, say, language }
  return (
    <section class="card" aria-labelledby="course">
      <h2 id="course">{say('rehearse.course')}</h2>
      <p class="hint">{say('rehearse.course.how')}</p>
      <div class="drawings tall">
        <Drawing
          name={say('sale.waiting')}
          series={seriesOf(({ waiting }) => waiting)}
          {...drawing}
        />
        <Drawing
          name={say('rehearse.slots')}
          series={seriesOf(({ occupied }) => occupied)}
          bound={seriesOf(({ cap }) => cap)}
          {...drawing}
        />
        <Drawing
          name={say('sale.course.turns')}
          series={evened(seriesOf(({ offersPerSecond }) => offersPerSecond * 60))}
          bound={seriesOf(({ ratePerSecond }) => ratePerSecond * 60)}
          {...drawing}
        />
      </div>
    </section>
  )
}

/** Turns come in twos and threes: drawn as means, their course is seen and not their noise. */
function evened(series: readonly Drawn[]): Drawn[] {
  const width = Math.ceil(series.length / MEANS_DRAWN)
  return series.flatMap(({ atMs }, at) => {
    if ((at + 1) % width !== 0 && at !== series.length - 1) return []
    const some = series.slice(at - (at % width), at + 1)
    return [{ atMs, value: some.reduce((sum, { value }) => sum + value, 0) / some.length }]
  })
}

function Waits({ found, say }: Part) {
  const lanes = Object.entries(found.waitsByLane).filter(([, { count }]) => count > 0)
  const named: [lane: string, waits: Percentiles][] =
    lanes.length > 1 ? [[say('rehearse.all'), found.waits], ...lanes] : lanes
  const rows = named.map(([lane, { decilesMs }]) => ({ lane, decilesMs }))
  return (
    <section class="card" aria-labelledby="waits">
      <h2 id="waits">{say('rehearse.waits')}</h2>
      {rows.length === 0 ? (
        <p class="soft">{say('rehearse.waits.none')}</p>
      ) : (
        <>
          <p class="hint">{say('rehearse.waits.how')}</p>
          <WaitsTable rows={rows} say={say} />
        </>
      )}
    </section>
  )
}
