import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_AGAIN_MS = 20

/** Whether a process is there and does anything: the dead whom nobody has collected do not. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return process.platform !== 'linux'
  }
}

/** Resolves when it is gone; a test's own deadline ends the wait for one that stays. */
export async function untilGone(pid: number): Promise<void> {
  while (processRuns(pid)) await wait(LOOK_AGAIN_MS)
}
