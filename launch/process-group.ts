import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { systemCode } from './problem.ts'

// A child leads a process group of its own, and what it starts stays in it: signalling the group
// reaches them all, also when the child itself is gone.

/** How long a group that was asked to end may take before it is made to. */
const GRACE_MS = 5000
/** What the kernel may need to carry out a SIGKILL. */
const KILL_MS = 2000
const LOOK_AGAIN_MS = 20

/** Signals every process of a group, if there is any. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error
  }
}

/** Asks a whole group to end, waits, and makes the rest end. */
export async function endGroup(leader: number, graceMs = GRACE_MS): Promise<void> {
  signalGroup(leader, 'SIGTERM')
  if (await endsWithin(leader, graceMs)) return
  signalGroup(leader, 'SIGKILL')
  await endsWithin(leader, KILL_MS)
}

async function endsWithin(leader: number, timeoutMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs
  while (groupRuns(leader)) {
    if (performance.now() >= deadlineMs) return false
    await wait(LOOK_AGAIN_MS)
  }
  return true
}

/** Whether anything of the group still runs. The dead whom nobody has collected do not. */
export function groupRuns(leader: number): boolean {
  try {
    process.kill(-leader, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  return readdirSync('/proc').some((entry) => {
    const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined
    return stat?.group === leader && stat.state !== 'Z' && stat.state !== 'X'
  })
}

/**
 * When a process started, in the kernel's words. Together with its number it names one process
 * for good, while the number alone is used again.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readStat(pid)?.start
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function readStat(pid: number): { state: string; group: number; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', group: Number(fields[2]), start: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
