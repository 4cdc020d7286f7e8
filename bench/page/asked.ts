/** What is asked of a fan's page, and what was found. */
import type { Table } from '../report.ts'
import type { Spread } from '../spread.ts'
import type { Waited } from './waiting.ts'
import type { Weight } from './weight.ts'

const WEIGHS_AT_MOST_BYTES = 60_000
const ALIVE_WITHIN_MS = 1_000
const WORKS_AT_MOST_MS = 5

interface Found {
  weights: readonly Weight[]
  /** By the state the page was in. */
  alive: Readonly<Record<string, Spread | undefined>>
  waited: readonly Waited[]
}

/** The heaviest page; medians of times; and the work by each way, on this machine as it is. */
export function pageAskedTable({ weights, alive, waited }: Found): Table {
  const heaviest = Math.max(...weights.map(({ allBytes }) => allBytes))
  return {
    caption: 'What is asked, and what was found',
    columns: ['what', 'asked', 'found', ''],
    rows: [
      row('bytes before pictures, at most', heaviest, WEIGHS_AT_MOST_BYTES),
      ...Object.entries(alive).map(([state, spread]) =>
        row(
          `${state}: script has taken over, ms, median`,
          spread?.median ?? Number.NaN,
          ALIVE_WITHIN_MS,
        ),
      ),
      ...waited
        .filter(({ way, cpuTimes }) => way !== 'none' && cpuTimes === 1)
        .map(({ way, seen }) =>
          row(`waiting by ${way}: main thread, ms a second`, seen.taskMs, WORKS_AT_MOST_MS),
        ),
    ],
  }
}

function row(what: string, found: number, most: number): string[] {
  const digits = found >= 100 ? 0 : 1
  const text = found.toLocaleString('en', { maximumFractionDigits: digits })
  // What is not a number does not hold.
  return [what, `≤ ${most.toLocaleString('en')}`, text, found <= most ? 'holds' : 'falls short']
}
