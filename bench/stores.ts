import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Options } from './options.ts'
import type { BenchResult, Table } from './report.ts'
import { bareWrites, keyedFinds, writesUntilKilled } from './stores/documents.ts'
import { ingestion } from './stores/ingestion.ts'
import { bareAppends, BATCH, embeddedAppends } from './stores/logged.ts'
import { temporaryFolder } from './temporary-folder.ts'

const PARTS = ['writes', 'finds', 'log', 'ingestion'] as const
type Part = (typeof PARTS)[number]

type Measured = { readonly rows: string[][]; readonly figures: Record<string, number> }
type Measure = (folder: string, isQuick: boolean) => Promise<Measured>

/** What the stores bear: the embedded ones alone, and events all the way into a real Kafka. */
export async function run(options: Options, said: (line: string) => void): Promise<BenchResult> {
  const unknown = options.only?.find((name) => !PARTS.some((part) => part === name))
  if (unknown !== undefined) {
    throw new Error(`There is no part ${unknown}: choose ${PARTS.join(', ')}.`)
  }
  const isQuick = options.quick === true
  const folder = await temporaryFolder('stores')
  const rows: string[][] = []
  const figures: Record<string, number> = {}
  for (const part of PARTS) {
    if (options.only?.includes(part) === false) continue
    said(part)
    const own = join(folder, part)
    await mkdir(own)
    const measured = await measures[part](own, isQuick)
    rows.push(...measured.rows)
    Object.assign(figures, measured.figures)
  }
  const table: Table = {
    caption: 'Stores',
    columns: ['what', 'asked', 'measured', 'beside it'],
    rows,
  }
  return {
    title: 'The stores, each on this machine’s disk, beside what they stand on',
    tables: [table],
    notes: [
      'A write is one document of 300 bytes, awaited before the next; its process is then killed outright.',
      'Events are of 200 bytes; Kafka, one node, is on the same two cores as the origin and the client.',
    ],
    figures,
  }
}

const measures: Readonly<Record<Part, Measure>> = {
  async writes(folder, isQuick) {
    const seconds = isQuick ? 2 : 10
    const bare = bareWrites(folder, seconds)
    const { perSecond, acknowledged, lost } = await writesUntilKilled(folder, seconds)
    const beside = `${rounded(bare)} by node:sqlite alone`
    return {
      rows: [
        ['single writes a second', '≥ 2,000', rounded(perSecond), beside],
        ['of those acknowledged, lost by SIGKILL', '0', `${lost} of ${rounded(acknowledged)}`, '–'],
      ],
      figures: { writesPerSecond: perSecond, bareWritesPerSecond: bare, acknowledged, lost },
    }
  },
  async finds(folder, isQuick) {
    const { among, byId, byIndex } = await keyedFinds(folder, isQuick ? 100_000 : 1_000_000)
    const line = (what: string, { p50Ms, p99Ms }: typeof byId) => [
      `find by ${what} among ${rounded(among)}, p99`,
      '≤ 1 ms',
      `${p99Ms.toFixed(3)} ms`,
      `p50 ${p50Ms.toFixed(3)} ms`,
    ]
    return {
      rows: [line('_id', byId), line('an indexed field', byIndex)],
      figures: { among, findByIdP99Ms: byId.p99Ms, findByIndexP99Ms: byIndex.p99Ms },
    }
  },
  async log(folder, isQuick) {
    const seconds = isQuick ? 2 : 5
    const bare = await bareAppends(folder, seconds)
    const perSecond = await embeddedAppends(folder, seconds)
    const what = `messages a second, batches of ${BATCH}`
    const beside = `${rounded(bare)} by node:sqlite alone`
    return {
      rows: [[what, '≥ 50,000', rounded(perSecond), beside]],
      figures: { messagesPerSecond: perSecond, bareMessagesPerSecond: bare },
    }
  },
  async ingestion(folder, isQuick) {
    const { perSecond, barePerSecond, inLog } = await ingestion(folder, isQuick ? 3 : 10)
    const beside = `${rounded(barePerSecond)} by kafkajs alone`
    return {
      rows: [
        ['events a second by POST /events into Kafka', '≥ 20,000', rounded(perSecond), beside],
      ],
      figures: { eventsPerSecond: perSecond, bareEventsPerSecond: barePerSecond, inLog },
    }
  },
}

function rounded(count: number): string {
  return Math.round(count).toLocaleString('en')
}
