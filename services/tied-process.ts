import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Death } from '../launch/child.ts'

// A server must not outlive the process that started it, not even when that is killed outright and
// can clean up nothing. So the server gets a pipe from us. A shell starts a small watcher and then
// becomes the server, under the same number; the watcher waits at the pipe. Its end without a word
// means that we are gone, and the watcher kills the server. A word means that the server has ended
// by itself, so that its number may be somebody else's by now.
const TIE = '(read -r word <&3 || kill -9 $$) >/dev/null 2>&1 & exec "$@" 3<&-'

const LAST_LINES = 20
/** What a dead server printed last may still be on its way through the pipe. */
const LAST_WORDS_MS = 200

export type ProcessPlan = {
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
}

export type TiedProcess = {
  readonly pid: number | undefined
  /** Resolves when the process is no more. */
  readonly died: Promise<Death>
  signal(name: NodeJS.Signals): void
  /** The lines it printed last. */
  lastLines(): readonly string[]
}

/** Starts a process that ends when we do, however we end. */
export function startTied({ command, args, env = {} }: ProcessPlan): TiedProcess {
  const lines: string[] = []
  const child = spawn('sh', ['-c', TIE, 'sh', command, ...args], {
    env: { ...process.env, ...env },
    // A group of its own: Ctrl-C is for us alone, and we end the servers in good order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const keep = (line: string) => {
    if (line.trim() === '') return
    lines.push(line)
    if (lines.length > LAST_LINES) lines.shift()
  }
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', keep)
  }
  const died = new Promise<Death>((resolve) => {
    const because = (how: string) => resolve({ how, lastLines: [...lines] })
    child.once('error', (error) => because(`could not be started (${error.message})`))
    child.once('exit', (code, signal) => {
      untie(child.stdio[3])
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
      void Promise.race([once(child, 'close'), wait(LAST_WORDS_MS)]).then(() => because(how))
    })
  })
  return {
    pid: child.pid,
    died,
    signal: (name) => void child.kill(name),
    lastLines: () => [...lines],
  }
}

/** Tells the watcher that there is nothing left to kill. It may be gone already. */
function untie(pipe: unknown): void {
  if (!(pipe instanceof Writable)) return
  pipe.once('error', () => {})
  pipe.end('ended\n')
}
