import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { endGroup } from './process-group.ts'

/** What is run as a process of its own, beside or as part of the product. */
export type ProcessPlan = {
  /** What stands before each of its lines. */
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  /** A line by which the child says that it is lost, though its process lives on. */
  lostWhen?: RegExp
}

/** One part of the product: without it there is none. */
export type ChildPlan = ProcessPlan & {
  /** Resolves when the child does its work. */
  ready: (signal: AbortSignal) => Promise<void>
}

/** How a child ended, and what it said last. */
export type Death = { how: string; lastLines: readonly string[] }

export type Child = {
  name: string
  /** The process that leads its group; none when it could not be started. */
  leader: number | undefined
  /** Resolves when the child is no more. */
  died: Promise<Death>
  /** Ends it and all it started. Asked again, it is the same end. */
  stop: () => Promise<void>
}

const LAST_LINES = 8
/** What a dead child printed last may still be on its way through the pipe. */
const LAST_WORDS_MS = 200

export function startChild(plan: ProcessPlan, print: (line: string) => void): Child {
  const lastLines: string[] = []
  const spawned = spawn(plan.command, plan.args, {
    env: { ...process.env, ...plan.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const died = new Promise<Death>((resolve) => {
    const because = (how: string) => resolve({ how, lastLines: [...lastLines] })
    const read = (line: string) => {
      if (line.trim() === '') return
      lastLines.push(line)
      if (lastLines.length > LAST_LINES) lastLines.shift()
      print(`[${plan.name}] ${line}`)
      if (plan.lostWhen?.test(line)) because('is lost')
    }
    createInterface({ input: spawned.stdout }).on('line', read)
    createInterface({ input: spawned.stderr }).on('line', read)
    spawned.once('error', (error) => because(`could not be started (${error.message})`))
    spawned.once('exit', (code, signal) => {
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
      void Promise.race([once(spawned, 'close'), wait(LAST_WORDS_MS)]).then(() => because(how))
    })
  })
  let stopped: Promise<void> | undefined
  const leader = spawned.pid
  const stop = () => (stopped ??= leader === undefined ? Promise.resolve() : endGroup(leader))
  return { name: plan.name, leader, died, stop }
}
