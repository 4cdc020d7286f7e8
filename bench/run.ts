import { killChildrenAtExit } from './children.ts'
import { parseCommand, type OptionName, type Options } from './options.ts'
import { machine, renderResult, type BenchResult } from './report.ts'

interface Bench {
  summary: string
  options: readonly OptionName[]
  load: () => Promise<{ run: (options: Options, said: Said) => Promise<BenchResult> }>
}
type Said = (line: string) => void

const BENCHES: Readonly<Record<string, Bench>> = {
  client: {
    summary: 'how much the measuring clients themselves can do, against bare answers',
    options: ['pairs', 'seconds', 'connections'],
    load: () => import('./client.ts'),
  },
  floor: {
    summary: 'the cheapest answer of the Worker under plain workerd, against bare ones',
    options: ['pairs', 'seconds', 'connections'],
    load: () => import('./floor.ts'),
  },
  core: {
    summary: "what the queue's core costs at its full size, in time and in bytes",
    options: [],
    load: () => import('./core.ts'),
  },
  draw: {
    summary: 'what a draw of a million fans costs, in time and in bytes',
    options: [],
    load: () => import('./draw.ts'),
  },
  edge: {
    summary: 'what the Worker and its objects bear, against bare answers; or any other server',
    options: ['pairs', 'seconds', 'connections', 'quick', 'disk', 'only', 'target'],
    load: () => import('./edge.ts'),
  },
  mixed: {
    summary: 'whether waits differ by how fans hear of the line: sockets, streams, polls, pages',
    options: ['quick'],
    load: () => import('./mixed.ts'),
  },
  page: {
    summary: 'what the page of a room weighs, how soon it is there, what waiting costs a phone',
    options: ['quick'],
    load: () => import('./page.ts'),
  },
  rehearsal: {
    summary: 'how long the console plays a sale in a browser, and what its scripts weigh',
    options: ['quick'],
    load: () => import('./rehearsal.ts'),
  },
  stores: {
    summary: 'what the stores bear, embedded ones and events into a real Kafka',
    options: ['quick', 'only'],
    load: () => import('./stores.ts'),
  },
  clone: {
    summary: 'from git clone to the first page, with an empty package cache and with a full one',
    options: [],
    load: () => import('./clone.ts'),
  },
  check: {
    summary: 'how long npm run check takes',
    options: [],
    load: () => import('./check.ts'),
  },
}

killChildrenAtExit()
process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const heeded = new Map(Object.entries(BENCHES).map(([name, { options }]) => [name, options]))
  const command = parseCommand(args, heeded)
  if (command.kind === 'list') {
    console.log(list())
    return 0
  }
  if (command.kind === 'wrong') {
    console.error(command.message)
    return 2
  }
  const measuredOn = machine()
  try {
    const bench = await BENCHES[command.bench]?.load()
    if (bench === undefined) throw new Error(`The bench ${command.bench} has nothing to run.`)
    const result = await bench.run(command.options, (line) => console.error(`· ${line}`))
    console.log(
      command.json
        ? JSON.stringify({ bench: command.bench, machine: measuredOn, ...result }, null, 2)
        : renderResult(result, measuredOn),
    )
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

function list(): string {
  const lines = Object.entries(BENCHES).map(([name, { summary, options }]) => {
    const flags = ['json', ...options].map((option) => `--${option}`).join(' ')
    return `  ${name.padEnd(8)} ${summary}\n  ${' '.repeat(8)} ${flags}`
  })
  return ['npm run bench -- NAME [flags], where NAME is one of', ...lines].join('\n')
}
