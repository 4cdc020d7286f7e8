import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** What other processes used, from Linux's /proc; elsewhere it is not known, and said so. */

/** Linux counts a process's time in hundredths of a second, whatever the kernel's own tick. */
const MS_PER_TICK = 10

export function cpuMsOf(pid: number): number | undefined {
  const text = readOrNothing(`/proc/${pid}/stat`)
  return text === undefined ? undefined : cpuMsFromStat(text)
}

export function residentBytesOf(pid: number): number | undefined {
  const text = readOrNothing(`/proc/${pid}/status`)
  return text === undefined ? undefined : residentBytesFromStatus(text)
}

/** User and system time of all threads. The name, in brackets, may itself hold blanks and brackets. */
export function cpuMsFromStat(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks * MS_PER_TICK : undefined
}

export function residentBytesFromStatus(status: string): number | undefined {
  const kilobytes = /^VmRSS:\s+([0-9]+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}

/** Begins to measure how much of one core this process and another use, from now until asked. */
export function watchCpu(pid?: number): () => CpuShares {
  const startMs = performance.now()
  const own = process.cpuUsage()
  const serverBeforeMs = pid === undefined ? undefined : cpuMsOf(pid)
  const machineBeforeMs = busyMs()
  return () => {
    const elapsedMs = performance.now() - startMs
    const used = process.cpuUsage(own)
    const machineMs = busyMs() - machineBeforeMs
    const clientMs = (used.user + used.system) / 1000
    const serverNowMs = pid === undefined ? undefined : cpuMsOf(pid)
    const isKnown = serverNowMs !== undefined && serverBeforeMs !== undefined
    const serverMs = isKnown ? serverNowMs - serverBeforeMs : undefined
    return {
      client: clientMs / elapsedMs,
      server: serverMs === undefined ? undefined : serverMs / elapsedMs,
      others: Math.max(0, machineMs - clientMs - (serverMs ?? 0)) / elapsedMs,
    }
  }
}

function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
}

/** 1 is one core fully used. */
interface CpuShares {
  client: number
  server: number | undefined
  /** All else on this machine: what it takes, the measured ones do not get. */
  others: number
}
