import { askedTable, busyNotes, figuresTable } from './edge/figures.ts'
import { measureOurs } from './edge/our-run.ts'
import { PARTS, partsAmong, TARGET_PARTS } from './edge/parts.ts'
import { Servers } from './edge/servers.ts'
import { sizeOf } from './edge/sizes.ts'
import { measureTarget } from './edge/target-run.ts'
import { readTarget } from './edge/target.ts'
import type { Options } from './options.ts'
import { comparisonTables, type BenchResult } from './report.ts'

type Said = (line: string) => void

/**
 * What the Worker and its objects do under plain workerd: how near joins and polls come to bare
 * answers, what a crowd costs at the centre, and how soon fans hear what concerns them. With
 * `--target` another server's joins, polls and pushes, by the same clients.
 */
export async function run(options: Options, said: Said): Promise<BenchResult> {
  return options.target === undefined
    ? runOurs(options, said)
    : runTarget(options, options.target, said)
}

async function runOurs(options: Options, said: Said): Promise<BenchResult> {
  const size = sizeOf(options)
  const parts = partsAmong(PARTS, options.only)
  said('building the Workers')
  const servers = await Servers.build({ onDisk: options.disk === true })
  try {
    const { figures, comparisons } = await measureOurs(servers, parts, size, said)
    const result = {
      title: `The Worker under plain workerd: ${size.connections} connections, ${size.rounds} rounds of ${size.seconds} s in turns with bare answers`,
      tables: [askedTable(figures), figuresTable(figures), ...tablesOf(comparisons)],
      notes: [...NOTES, options.disk === true ? ON_DISK : IN_MEMORY, ...busyNotes(comparisons)],
      // Under their own names as well, for whoever looks for `join.ratio` at the top.
      ...figures,
      figures,
      comparisons,
    }
    return result
  } finally {
    await servers.stop()
  }
}

async function runTarget(options: Options, path: string, said: Said): Promise<BenchResult> {
  const size = sizeOf(options)
  const parts = partsAmong(TARGET_PARTS, options.only)
  const target = await readTarget(path, process.cwd())
  said('building the bare Worker')
  const servers = await Servers.build({ onDisk: options.disk === true })
  try {
    const { figures, comparisons } = await measureTarget(servers, target, parts, size, said)
    const result = {
      title: `${target.name} at ${target.origin}: ${size.connections} connections, ${size.rounds} rounds of ${size.seconds} s in turns with bare answers`,
      tables: [figuresTable(figures), ...tablesOf(comparisons)],
      notes: busyNotes(comparisons),
      ...figures,
      figures,
      comparisons,
    }
    return result
  } finally {
    await servers.stop()
  }
}

function tablesOf(comparisons: Readonly<Record<string, Parameters<typeof comparisonTables>[1]>>) {
  return Object.entries(comparisons).flatMap(([name, comparison]) =>
    comparisonTables(name, comparison),
  )
}

const NOTES = [
  'The bare Worker holds the same body to the same schema and answers the same bytes and headers.',
  'Polls are mixed as in a long line: nine of far fans to one of a near fan without a socket.',
  'A slot given back is free 5 s after its release, and times count from there.',
  'A join with nobody waiting that is not let in at once counts as one of 10 s.',
]
const IN_MEMORY =
  'What the objects store is in memory, where there is /dev/shm. With --disk the disk is part of it.'
const ON_DISK =
  'What the objects store is on disk: workerd stands still at each write, as Cloudflare does not.'
