/** The result as a table for a terminal of 80 columns: the verdict first, then what was counted. */
import { bytesText, countText, decimalText, durationText, NOTHING } from './figures.ts'
import { shareText, usdText, wrapped } from './figures.ts'
import type { CallCount, Percentiles, Result } from './result.ts'
import { verdictOf } from './rules.ts'

const WIDTH = 80
const VIOLATIONS_SHOWN = 20

/** A heading, and rows of a name and figures. All rows of a section have the same columns. */
type Section = {
  readonly heading: string
  readonly columns?: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly note?: string
}

export function tableOf(result: Result): string {
  const sections = [
    fansSection(result),
    waitsSection(result),
    slotsSection(result),
    callsSection(result),
    trafficSection(result),
    estimateSection(result),
    billSection(result),
    rulesSection(result),
  ]
  return [
    titleOf(result),
    headlineOf(result),
    ...sections.map(sectionText),
    machineOf(result),
  ].join('\n\n')
}

function titleOf({ scenario }: Result): string {
  const { name, about, fans, order, cap, ratePerSecond, closeAfterSeconds, seed } = scenario
  const closes = closeAfterSeconds === undefined ? [] : [durationText(closeAfterSeconds * 1_000)]
  const settings = [
    `${countText(fans)} fans by ${order}`,
    `cap ${countText(cap)}`,
    `${decimalText(ratePerSecond)} a second`,
    ...closes.map((time) => `closed after ${time}`),
    `seed ${seed}`,
  ]
  return [name, ...wrapped(about, WIDTH), settings.join(', ')].join('\n')
}

function headlineOf(result: Result): string {
  const { headline } = verdictOf(result)
  const shown = result.violations.slice(0, VIOLATIONS_SHOWN)
  const lines = shown.flatMap(({ rule, atMs, what }) =>
    hanging(`${rule} at ${durationText(atMs)}: ${what}`, '  '),
  )
  const rest = result.violationCount - shown.length
  const more = rest > 0 ? [`  … and ${countText(rest)} more`] : []
  const cut = result.ended
    ? []
    : [`Cut off after ${durationText(result.saleSeconds * 1_000)}: the sale had not ended.`]
  return [headline, ...lines, ...more, ...cut].join('\n')
}

function fansSection({ fans, scenario }: Result): Section {
  return {
    heading: 'Fans',
    rows: [
      ['joined', countText(fans.joined)],
      ['admitted', countText(fans.admitted)],
      ['turns that nobody took', countText(fans.lapsed)],
      ['left the line', countText(fans.left)],
      ['missed their turn for good', countText(fans.missed)],
      ['not served', countText(fans.unserved)],
      ...(scenario.stock === undefined ? [] : [['buyers', countText(fans.buyers)]]),
    ],
  }
}

function waitsSection({ waits, waitsByLane }: Result): Section {
  const lanes = Object.entries(waitsByLane)
  return {
    heading: 'Wait for the first turn',
    columns: ['', 'fans', 'half within', '95 %', '99 %', 'longest'],
    rows: [
      waitRow('all', waits),
      ...(lanes.length > 1 ? lanes.map(([lane, of]) => waitRow(lane, of)) : []),
    ],
  }
}

function waitRow(name: string, { count, p50Ms, p95Ms, p99Ms, maxMs }: Percentiles): string[] {
  const times = [p50Ms, p95Ms, p99Ms, maxMs].map((ms) => (count === 0 ? NOTHING : durationText(ms)))
  return [name, countText(count), ...times]
}

function slotsSection({ slots }: Result): Section {
  return {
    heading: 'Slots',
    rows: [
      ['idle while a present fan waited', `${decimalText(slots.idleSlotSeconds)} slot-seconds`],
      ['  of all slots while anybody waited', shareText(slots.idleShare)],
      ['fans called before somebody ahead of them', countText(slots.inversions)],
      ['most slots in use above the cap', countText(slots.worstOvershoot)],
      ['most turns offered above the rate', decimalText(slots.worstRateOvershoot)],
    ],
  }
}

function callsSection({ calls }: Result): Section {
  return {
    heading: 'Calls to objects',
    columns: ['', 'total', 'busiest one, /s', 'all together, /s'],
    rows: [
      callRow('room', calls.room),
      callRow('desks', calls.desk),
      callRow('segments', calls.segment),
    ],
    note: `Because far fans polled: ${decimalText(calls.perFarFanMinute)} a minute and far fan.`,
  }
}

function callRow(name: string, { total, peakOfOne, peakOfAll }: CallCount): string[] {
  return [name, countText(total), countText(peakOfOne), countText(peakOfAll)]
}

function trafficSection({ requests, bytes, rowsWritten }: Result): Section {
  return {
    heading: 'Traffic',
    rows: [
      ['joins', countText(requests.joins)],
      ['polls', countText(requests.polls)],
      ['claims', countText(requests.claims)],
      ['sockets opened', countText(requests.sockets)],
      ['other requests', countText(requests.other)],
      ['sent to fans', bytesText(bytes.toFans)],
      ['sent between objects', bytesText(bytes.betweenObjects)],
      ['rows written', countText(rowsWritten)],
    ],
  }
}

function estimateSection({ estimate }: Result): Section {
  const { fans, withoutRange, heldShare, heldByDecile, medianWidth } = estimate
  const heading = 'The wait that fans were told'
  const told = fans - withoutRange
  if (told <= 0) return { heading, rows: [], note: 'No range was looked at: nothing is known.' }
  const worst = heldByDecile.length === 0 ? Number.NaN : Math.min(...heldByDecile)
  return {
    heading,
    rows: [
      ['ranges looked at, one a fan', countText(told)],
      ['held', shareText(heldShare)],
      ['held in the worst tenth of waits', shareText(worst)],
      ['median width against the wait left', shareText(medianWidth)],
      ['had been told no range yet', countText(withoutRange)],
    ],
  }
}

function billSection({ bill }: Result): Section {
  const rows = bill.lines.map(({ what, quantity, unit, usdPerMillion, usd }) => [
    what,
    `${countText(quantity)} ${unit}`,
    `$${usdPerMillion.toFixed(2)}`,
    usdText(usd),
  ])
  return {
    heading: 'The bill, by list prices',
    columns: ['', 'quantity', 'a million', 'price'],
    rows: [...rows, ['together', '', '', usdText(bill.totalUsd)]],
    note: 'Nothing that a plan includes is taken off.',
  }
}

function rulesSection(result: Result): Section {
  const { checks, unchecked } = verdictOf(result)
  const rows = checks.map(({ rule, times }) => [rule, countText(times)])
  const heading = 'Checks of each rule'
  if (unchecked.length === 0) return { heading, rows }
  return { heading, rows, note: `Not checked in this rehearsal: ${unchecked.join(', ')}.` }
}

function machineOf({ seconds, steps, peakRssBytes, saleSeconds }: Result): string {
  const took = `${durationText(seconds * 1_000)}, ${countText(steps)} steps`
  const sale = durationText(saleSeconds * 1_000)
  return `A sale of ${sale}, rehearsed in ${took}, ${bytesText(peakRssBytes)} of memory.`
}

/** Names to the left, figures to the right, in columns as wide as their widest. */
function sectionText({ heading, columns, rows, note }: Section): string {
  const lines = columns === undefined ? rows : [columns, ...rows]
  const widths = lines.reduce<number[]>(
    (widest, cells) => cells.map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  )
  const aligned = lines.map((cells) => {
    const [name = '', ...figures] = cells.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0),
    )
    return `  ${[name, ...figures].join('  ')}`.trimEnd()
  })
  return [heading, ...aligned, ...(note === undefined ? [] : hanging(note, '  '))].join('\n')
}

function hanging(text: string, indent: string): string[] {
  return wrapped(text, WIDTH - 2 - indent.length).map((line, index) =>
    index === 0 ? indent + line : `${indent}  ${line}`,
  )
}
