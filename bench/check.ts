import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { keepTrackOf, signalGroup } from './children.ts'
import type { Options } from './options.ts'
import { takeTurns, type Figures } from './pairs.ts'
import { comparisonTables, type BenchResult } from './report.ts'

const ROUNDS = 3
const TIMEOUT_MS = 10 * 60_000

/** How long a change waits for `npm run check`, from the command to its end. */
export async function run(_options: Options, said: (line: string) => void): Promise<BenchResult> {
  const contender = { name: 'npm run check', run: runCheck }
  const comparison = await takeTurns([contender], ROUNDS, said)
  return {
    title: `npm run check: ${ROUNDS} runs after one that is not counted`,
    tables: comparisonTables('Wall time', comparison),
    notes: [],
    figures: comparison,
  }
}

async function runCheck(): Promise<Figures> {
  const startMs = performance.now()
  const child = spawn('npm', ['run', 'check'], {
    cwd: dirname(import.meta.dirname),
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  const kill = () => signalGroup(child, 'SIGKILL')
  keepTrackOf(child, kill)
  const timer = setTimeout(kill, TIMEOUT_MS)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(timer)
  if (code !== 0) {
    throw new Error(
      `npm run check ended with ${signal ?? code}: run it by itself and mend it first.`,
    )
  }
  return { seconds: (performance.now() - startMs) / 1000 }
}
