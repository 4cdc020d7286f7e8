import type { SaleReport } from '../../../core/operate/sale-report.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { clockOf, countIn } from '../room/words.ts'
import { ConsolePage, RoomHead, type Around } from './console-page.tsx'
import { durationIn, instantIn, percentIn, titleIn } from './console-words.ts'
import { Drawing } from './sale-drawing.tsx'
import { turnsAMinute } from './seen.ts'
import { ActTold } from './told-changes.tsx'
import { WaitsTable } from './waits-table.tsx'

type ReportProps = Around & { report: SaleReport }
type Part = { report: SaleReport; say: Say; language: Language }

/** A sale as it went: on the screen, and on paper. */
export function ReportPage({ report, ...around }: ReportProps) {
  const { language } = around
  const say = speak(language)
  const title = titleIn(language, report.title)
  const part = { report, say, language }
  return (
    <ConsolePage title={`${say('console.report')} · ${title}`} {...around}>
      <RoomHead room={report.room} title={title} tab="report" say={say} language={language} />
      <header class="page-head">
        <p>
          <strong class={`chip phase-${report.phase}`}>{say(`room.phase.${report.phase}`)}</strong>{' '}
          {say('console.report.span', {
            from: instantIn(language, report.fromMs),
            to: instantIn(language, report.asOfMs),
          })}{' '}
          <span class="soft">({say('room.zone')})</span>
        </p>
        <button type="button" class="quiet printed" data-print>
          {say('console.print')}
        </button>
      </header>
      <Totals {...part} />
      <Curve {...part} />
      <Waits {...part} />
      <Incidents {...part} />
    </ConsolePage>
  )
}

function Totals({ report, say, language }: Part) {
  const { totals, score } = report
  const count = (n: number) => countIn(language, n)
  const held = score.count === 0 ? say('sale.score.none') : percentIn(language, score.heldShare)
  const width = say('console.report.score.width', { share: percentIn(language, score.medianWidth) })
  const of = say('sale.score.of', { n: count(score.count) })
  const figures = [
    { name: say('console.report.admitted'), value: count(totals.admitted) },
    { name: say('sale.joined'), value: count(totals.joined) },
    {
      name: say('sale.lapses'),
      value: count(totals.lapses),
      beside: say('sale.of-turns', { turns: count(totals.turns) }),
    },
    { name: say('console.report.most-waiting'), value: count(totals.mostWaiting) },
    { name: say('console.report.most-occupied'), value: count(totals.mostOccupied) },
    {
      name: say('sale.score'),
      value: held,
      ...(score.count > 0 && { beside: `${of}; ${width}` }),
    },
  ]
  return (
    <section class="card" aria-labelledby="totals">
      <h2 id="totals">{say('console.report.sum')}</h2>
      <dl class="figures">
        {figures.map(({ name, value, beside }) => (
          <div>
            <dt>{name}</dt>
            <dd class="value">{value}</dd>
            {beside === undefined ? null : <dd class="beside">{beside}</dd>}
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Rows of the curve that are also given as figures: more of them say nothing more. */
const ROWS = 24

function Curve({ report, say, language }: Part) {
  const { curve } = report
  const turns = turnsAMinute(curve)
  const drawing = { isOver: report.phase === 'closed', say, language }
  return (
    <section class="card" aria-labelledby="curve">
      <h2 id="curve">{say('console.report.curve')}</h2>
      {curve.length === 0 ? (
        <p class="soft">{say('console.report.empty')}</p>
      ) : (
        <>
          <div class="drawings tall">
            <Drawing
              name={say('sale.waiting')}
              series={curve.map(({ atMs, waiting }) => ({ atMs, value: waiting }))}
              {...drawing}
            />
            <Drawing
              name={say('sale.inside')}
              series={curve.map(({ atMs, inside }) => ({ atMs, value: inside }))}
              bound={curve.map(({ atMs, cap }) => ({ atMs, value: cap }))}
              {...drawing}
            />
            <Drawing
              name={say('sale.course.turns')}
              series={curve.map(({ atMs }, at) => ({ atMs, value: turns[at] ?? 0 }))}
              {...drawing}
            />
          </div>
          <details>
            <summary>{say('console.report.data')}</summary>
            <CurveTable report={report} say={say} language={language} />
          </details>
        </>
      )}
    </section>
  )
}

function CurveTable({ report: { curve }, say, language }: Part) {
  const every = Math.max(1, Math.ceil(curve.length / ROWS))
  const rows = curve.filter((_, at) => at % every === 0 || at === curve.length - 1)
  const columns = ['waiting', 'inside', 'offered', 'joined', 'turns', 'lapses'] as const
  return (
    <table class="cards inner">
      <thead>
        <tr>
          <th scope="col">{say('console.report.time')}</th>
          {columns.map((name) => (
            <th scope="col" class="figure">
              {say(`sale.${name}`)}
            </th>
          ))}
          <th scope="col">{say('sale.phase')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((sample) => (
          <tr>
            <th scope="row">{clockOf(sample.atMs)}</th>
            {columns.map((name) => (
              <td class="figure" data-label={say(`sale.${name}`)}>
                {countIn(language, sample[name])}
              </td>
            ))}
            <td data-label={say('sale.phase')}>{say(`room.phase.${sample.phase}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Waits({ report: { waits }, say }: Part) {
  return (
    <section class="card" aria-labelledby="waits">
      <h2 id="waits">{say('console.report.waits')}</h2>
      {waits.length === 0 ? (
        <p class="soft">{say('console.report.empty')}</p>
      ) : (
        <>
          <p class="hint">{say('console.report.waits.how')}</p>
          <WaitsTable rows={waits} say={say} />
        </>
      )}
    </section>
  )
}

function Incidents({ report: { incidents }, say, language }: Part) {
  return (
    <section class="card" aria-labelledby="incidents">
      <h2 id="incidents">{say('console.report.incidents')}</h2>
      {incidents.length === 0 ? (
        <p class="soft">{say('console.report.incidents.none')}</p>
      ) : (
        <ol class="incidents">
          {incidents.map((incident) => (
            <li class={incident.kind}>
              <time>{instantIn(language, incident.atMs)}</time>
              {incident.kind === 'act' ? (
                <ActTold act={incident} say={say} language={language} />
              ) : (
                <span>
                  {say(`sale.alarm.${incident.alarm}`)}{' '}
                  <span class="soft">
                    {incident.untilMs === undefined
                      ? say('console.report.lasts')
                      : durationIn(say, incident.untilMs - incident.atMs)}
                  </span>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
