import { availableParallelism, cpus, loadavg } from 'node:os'
import type { Comparison } from './pairs.ts'
import type { Spread } from './spread.ts'

/** What a bench hands back: tables for people, the same figures as data for `--json`. */
export interface BenchResult {
  title: string
  tables: readonly Table[]
  notes: readonly string[]
  figures: unknown
}

export interface Table {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** What the figures were measured on; without it they say little. */
export function machine(): Record<string, string | number> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load1: loadavg()[0] ?? Number.NaN,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  }
}

export function renderResult(result: BenchResult, measuredOn: ReturnType<typeof machine>): string {
  const facts = Object.entries(measuredOn).map(([name, value]) => `${name} ${value}`)
  return [
    result.title,
    ...result.tables.map(renderTable),
    [...result.notes, `Machine at the start: ${facts.join(', ')}.`].join('\n'),
  ].join('\n\n')
}

/** As Markdown, so that it can be put in a document as it is. */
function renderTable({ caption, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [caption, '', line(columns), rule, ...rows.map(line)].join('\n')
}

/** What each contender did, and the first over each other one, a row a figure. */
export function comparisonTables(caption: string, { figures, ratios }: Comparison): Table[] {
  const [first = ''] = Object.keys(figures)
  const over = Object.entries(ratios).map(([other, spreads]) => [`${first} / ${other}`, spreads])
  const tables = [spreadTable(caption, figures)]
  if (over.length > 0) {
    tables.push(spreadTable(`${caption}: ratio, round by round`, Object.fromEntries(over)))
  }
  return tables
}

function spreadTable(
  caption: string,
  columns: Readonly<Record<string, Readonly<Record<string, Spread>>>>,
): Table {
  const rows = new Set(Object.values(columns).flatMap((spreads) => Object.keys(spreads)))
  return {
    caption,
    columns: ['median [quartiles] (min–max)', ...Object.keys(columns)],
    rows: [...rows].map((row) => [
      row,
      ...Object.values(columns).map((spreads) => renderSpread(spreads[row])),
    ]),
  }
}

function renderSpread(spread: Spread | undefined): string {
  if (spread === undefined) return '–'
  const { median, lowerQuartile, upperQuartile, min, max } = spread
  const [middle, ...rest] = [median, lowerQuartile, upperQuartile, min, max].map(renderNumber)
  return `${middle} [${rest[0]}–${rest[1]}] (${rest[2]}–${rest[3]})`
}

/** Three significant digits are more than a measurement is good for; whole numbers stay whole. */
function renderNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return String(Math.round(value))
  return String(Number(value.toPrecision(3)))
}
