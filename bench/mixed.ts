import { USUAL_SHARES, TRANSPORTS } from '../crowd/transports.ts'
import { isFine, type Report } from '../crowd/report.ts'
import { sendCrowd } from './mixed-crowd.ts'
import { serveMixedRoom, type MixedSale } from './mixed-room.ts'
import type { Options } from './options.ts'
import type { BenchResult, Table } from './report.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * Whether it matters how a fan hears of the line: a crowd of sockets, event streams, polls and
 * pages without script goes through one room, and their waits are held against each other.
 */
export async function run(options: Options, said: (line: string) => void): Promise<BenchResult> {
  const sale = options.quick === true ? QUICK : SALE
  said('building the Worker')
  const server = await serveMixedRoom(await temporaryFolder('mixed'), sale)
  try {
    const report = await sendCrowd(
      { ...sale, origin: server.origin, shares: USUAL_SHARES, comeSeconds: 15, atMostSeconds: 180 },
      said,
    )
    return resultOf(sale, report)
  } finally {
    await server.stop()
  }
}

const SALE: MixedSale = { fans: 5_000, cap: 1_100, ratePerSecond: 75 }
const QUICK: MixedSale = { fans: 600, cap: 220, ratePerSecond: 15 }

function resultOf({ cap, ratePerSecond }: MixedSale, report: Report): BenchResult {
  const { fans, checks } = report
  const broken = checks.flatMap(({ examples }) => examples)
  const verdict = isFine(report) ? 'All checks held.' : 'Not all is well: see below.'
  return {
    title: `${fans} fans by four transports, ${ratePerSecond} called a second, a cap of ${cap}`,
    tables: [waitsTable(report), checksTable(report)],
    notes: [verdict, ...broken, ...report.mismatches],
    figures: report,
  }
}

function waitsTable({ waitsBy }: Report): Table {
  return {
    caption: 'From the answer to the join until the fan heard of the turn, in seconds',
    columns: ['', 'fans', 'p50', 'p90', 'max', 'compared', 'later than neighbours, p50'],
    rows: TRANSPORTS.flatMap((transport) => {
      const waits = waitsBy[transport]
      if (waits === undefined) return []
      const { count, p50Ms, p90Ms, maxMs, compared, laterMs } = waits
      const times = [p50Ms, p90Ms, maxMs].map(secondsText)
      return [[transport, String(count), ...times, String(compared), secondsText(laterMs)]]
    }),
  }
}

function checksTable({ checks }: Report): Table {
  return {
    caption: 'What was held against what fans were told',
    columns: ['', '', 'held', 'broken'],
    rows: checks.map(({ rule, says, checked, broken }) => {
      return [rule, says, String(checked - broken), String(broken)]
    }),
  }
}

function secondsText(ms: number): string {
  return (ms / 1_000).toFixed(1)
}
