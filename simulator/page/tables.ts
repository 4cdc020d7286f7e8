/** Figures as tables: what the plots show in numbers, and what no plot shows. */
import { html } from 'hono/html'
import { bytesText, countText, decimalText, durationText, NOTHING } from '../figures.ts'
import { shareText, usdText } from '../figures.ts'
import type { Percentiles, Result } from '../result.ts'
import { verdictOf } from '../rules.ts'
import type { Markup } from './drawing.ts'
import type { Plot } from './plot.ts'

type Cells = readonly string[]
type Table = {
  readonly caption: string
  readonly columns: Cells
  readonly rows: readonly Cells[]
  readonly total?: Cells
}

const SAMPLES = 12

export function tables(result: Result): Markup[] {
  return [
    bill(result),
    calls(result),
    waits(result),
    estimate(result),
    traffic(result),
    checks(result),
  ]
}

/** A dozen instants of a plot, evenly apart. */
export function sampleTable({ title, xName, xs, lines, writes }: Plot): Markup {
  const step = Math.max(1, (xs.length - 1) / (SAMPLES - 1))
  const length = Math.min(SAMPLES, xs.length)
  const rows = Array.from({ length }, (_, sample) => {
    const index = Math.round(sample * step)
    const values = lines.map((line) => sampleText(line.values[index] ?? Number.NaN, writes.y))
    return [sampleText(xs[index] ?? Number.NaN, writes.x), ...values]
  })
  return table({ caption: title, columns: [xName, ...lines.map(({ name }) => name)], rows })
}

function sampleText(value: number, kind: 'clock' | 'count'): string {
  return kind === 'clock' ? durationText(Math.round(value) * 1_000) : decimalText(value)
}

export function violationTable({ violations, violationCount }: Result): Markup {
  const shown = countText(violations.length)
  return table({
    caption: `Broken rules: ${shown} of ${countText(violationCount)}`,
    columns: ['Rule', 'When', 'What'],
    rows: violations.map(({ rule, atMs, what }) => [rule, durationText(atMs), what]),
  })
}

function bill({ bill }: Result): Markup {
  return table({
    caption: 'The bill, by list prices',
    columns: ['', 'Quantity', 'A million', 'Price'],
    rows: bill.lines.map(({ what, quantity, unit, usdPerMillion, usd }) => [
      what,
      `${countText(quantity)} ${unit}`,
      `$${usdPerMillion.toFixed(2)}`,
      usdText(usd),
    ]),
    total: ['Together', '', '', usdText(bill.totalUsd)],
  })
}

function calls({ calls }: Result): Markup {
  const kinds = [
    ['Room', calls.room],
    ['Desks', calls.desk],
    ['Segments', calls.segment],
  ] as const
  return table({
    caption: 'Calls to objects',
    columns: ['', 'Total', 'Busiest one, a second', 'All, a second'],
    rows: kinds.map(([name, { total, peakOfOne, peakOfAll }]) => [
      name,
      countText(total),
      countText(peakOfOne),
      countText(peakOfAll),
    ]),
  })
}

function waits({ waits, waitsByLane }: Result): Markup {
  const lanes = Object.entries(waitsByLane)
  return table({
    caption: 'Wait for the first turn',
    columns: ['', 'Half within', '95 %', '99 %', 'Longest'],
    rows: [
      waitRow('Everybody', waits),
      ...(lanes.length > 1 ? lanes.map(([lane, of]) => waitRow(lane, of)) : []),
    ],
  })
}

function waitRow(name: string, { count, p50Ms, p95Ms, p99Ms, maxMs }: Percentiles): Cells {
  return [
    name,
    ...[p50Ms, p95Ms, p99Ms, maxMs].map((ms) => (count === 0 ? NOTHING : durationText(ms))),
  ]
}

function estimate({ estimate: { heldByDecile } }: Result): Markup {
  const tenth = (index: number) => {
    if (index === 0) return 'Shortest tenth'
    return index === heldByDecile.length - 1 ? 'Longest tenth' : `${index + 1}`
  }
  return table({
    caption: 'Wait ranges that held, by how long the wait was',
    columns: ['Waits', 'Held'],
    rows: heldByDecile.map((share, index) => [tenth(index), shareText(share)]),
  })
}

function traffic({ requests, bytes, fans }: Result): Markup {
  return table({
    caption: 'Traffic and fans',
    columns: ['', 'Number'],
    rows: [
      ['Joins', countText(requests.joins)],
      ['Polls', countText(requests.polls)],
      ['Claims', countText(requests.claims)],
      ['Sockets opened', countText(requests.sockets)],
      ['Sent to fans', bytesText(bytes.toFans)],
      ['Sent between objects', bytesText(bytes.betweenObjects)],
      ['Turns nobody took', countText(fans.lapsed)],
      ['Left the line', countText(fans.left)],
      ['Missed their turn for good', countText(fans.missed)],
      ['Not served', countText(fans.unserved)],
    ],
  })
}

function checks(result: Result): Markup {
  const { checks, unchecked } = verdictOf(result)
  return table({
    caption: 'Checks of each rule',
    columns: ['Rule', 'Checks'],
    rows: [
      ...checks.map(({ rule, times }) => [rule, countText(times)]),
      ...unchecked.map((rule) => [rule, 'not checked here']),
    ],
  })
}

/** A wide one scrolls by itself, and by keyboard. */
function table({ caption, columns, rows, total }: Table): Markup {
  const head = columns.map((name) =>
    name === '' ? html`<td></td>` : html`<th scope="col">${name}</th>`,
  )
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows.map(tableRow)}
      </tbody>
      ${
        total === undefined
          ? ''
          : html`<tfoot>
              ${tableRow(total)}
            </tfoot>`
      }
    </table>
  </div>`
}

function tableRow([name = '', ...figures]: Cells): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    ${figures.map((cell) => html`<td>${cell}</td>`)}
  </tr>`
}
