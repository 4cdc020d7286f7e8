import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { endGroup } from './process-group.ts'

/** One part of the product that runs as a process of its own. */
export type ChildPlan = {
  /** What stands before each of its lines. */
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  /** Resolves when the child does its work. */
  ready: (signal: AbortSignal) => Promise<void>
  /** A line by which the child says that it is lost, though its process lives on. */
  lostWhen?: RegExp
}

export type Child = {
  name: string
  /** The process that leads its group; none when it could not be started. */
  leader: number | undefined
  /** Resolves, with the reason, when the child is no more. */
  died: Promise<string>
  /** Ends it and all it started. Asked again, it is the same end. */
  stop: () => Promise<void>
}

const LAST_LINES = 8
/** What a dead child printed last may still be on its way through the pipe. */
const LAST_WORDS_MS = 200

export function startChild(plan: ChildPlan, print: (line: string) => void): Child {
  const lastLines: string[] = []
  const spawned = spawn(plan.command, plan.args, {
    env: { ...process.env, ...plan.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const died = new Promise<string>((resolve) => {
    const because = (how: string) => resolve(obituary(plan.name, how, lastLines))
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

function obituary(name: string, how: string, lastLines: string[]): string {
  if (lastLines.length === 0)
    return `${name} ${how} without a word: its log is in the data folder, under logs.`
  return `${name} ${how}. Its last words:\n${lastLines.map((line) => `    ${line}`).join('\n')}`
}
