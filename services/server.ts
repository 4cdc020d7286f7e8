import { setTimeout as wait } from 'node:timers/promises'
import type { Death } from '../launch/child.ts'
import { LaunchProblem } from '../launch/problem.ts'
import { checkPort } from './free-port.ts'
import { startTied, type ProcessPlan, type TiedProcess } from './tied-process.ts'

/** A real server in a process of its own, that ends with the process that started it. */
export type Server = {
  /** What its clients are told. It stays the same over `kill` and `start`. */
  readonly address: string
  /** The server's own process, with a new number after each start. */
  readonly pid: number
  /** SIGKILL to the process itself, as a crash would be; resolves when it is gone. */
  kill(): Promise<void>
  /** Again, on the same folder and port; resolves when it answers. */
  start(): Promise<void>
  /** Asks it to end, and makes it end when it takes too long. Safe to repeat. */
  stop(): Promise<void>
}

export type ServerPlan = ProcessPlan & {
  name: string
  address: string
  /** All that it listens on. */
  ports: readonly number[]
  /** Asks once, within a few seconds, whether it does its work; a failure means not yet. */
  ask: () => Promise<unknown>
  /** Hears its last words when it ends and nobody here asked for it. */
  lost?: ((words: string) => void) | undefined
  readyWithinMs?: number
}

/** A cold start takes 3 s on a calm machine, and many times that on one that is busy. */
const READY_WITHIN_MS = 90_000
const ASK_AGAIN_MS = 50
const STOP_WITHIN_MS = 20_000

/** One process, from its start to its end; `over` as soon as we want it to end. */
type Life = { readonly process: TiedProcess; over: boolean }

export async function startServer(plan: ServerPlan): Promise<Server> {
  let life = await begin(plan)
  return {
    address: plan.address,
    get pid() {
      return life.process.pid ?? 0
    },
    kill: () => end(life, 'SIGKILL'),
    stop: () => end(life, 'SIGTERM'),
    async start() {
      if (!life.over) throw new LaunchProblem(`${plan.name} still runs: stop or kill it first.`)
      life = await begin(plan)
    },
  }
}

async function begin(plan: ServerPlan): Promise<Life> {
  // Else what listens there would answer in place of a server that could not start.
  for (const port of plan.ports) await checkPort(plan.name, port)
  const life: Life = { process: startTied(plan), over: false }
  try {
    await untilReady(plan, life.process)
  } catch (error) {
    await end(life, 'SIGKILL')
    throw error
  }
  void watch(plan, life)
  return life
}

async function watch({ name, lost }: ServerPlan, life: Life): Promise<void> {
  const death = await life.process.died
  if (!life.over) lost?.(obituary(name, death))
  life.over = true
}

async function end(life: Life, signal: NodeJS.Signals): Promise<void> {
  life.over = true
  const { process } = life
  process.signal(signal)
  const late = wait(STOP_WITHIN_MS, 'late', { ref: false })
  if ((await Promise.race([process.died, late])) === 'late') process.signal('SIGKILL')
  await process.died
}

async function untilReady(plan: ServerPlan, process: TiedProcess): Promise<void> {
  const { name, readyWithinMs = READY_WITHIN_MS } = plan
  const dead = process.died.then((death) => {
    throw new LaunchProblem(obituary(name, death))
  })
  const settled = new AbortController()
  try {
    await Promise.race([dead, untilAnswers(plan, settled.signal), outOfTime(readyWithinMs)])
  } finally {
    settled.abort()
  }

  async function outOfTime(afterMs: number): Promise<never> {
    await wait(afterMs, undefined, { signal: settled.signal })
    const said = {
      how: `did not answer within ${afterMs / 1000} s`,
      lastLines: process.lastLines(),
    }
    throw new LaunchProblem(obituary(name, said))
  }
}

async function untilAnswers({ ask }: ServerPlan, settled: AbortSignal): Promise<void> {
  while (!settled.aborted) {
    try {
      await ask()
      return
    } catch {
      await wait(ASK_AGAIN_MS)
    }
  }
}

function obituary(name: string, { how, lastLines }: Death): string {
  if (lastLines.length === 0) return `${name} ${how} without a word.`
  return `${name} ${how}. Its last words:\n${lastLines.map((line) => `    ${line}`).join('\n')}`
}
