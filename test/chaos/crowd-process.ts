import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { keepTrackOf } from '../../bench/children.ts'
import { reportSchema, type Report } from '../../crowd/report.ts'
import { ROOM, type Sale } from './room-settings.ts'

const entry = resolve(import.meta.dirname, '../../crowd/run.ts')
const COMES_WITHIN_SECONDS = 15

export type CrowdProcess = {
  readonly pid: number | undefined
  readonly isOver: () => boolean
  /** Once everybody is done, or the time is up. */
  readonly report: Promise<Report>
}

/** The crowd, with all its manners, in a process of its own, as `npm run crowd` starts it. */
export function startCrowd(origin: string, sale: Sale, atMostSeconds: number): CrowdProcess {
  const { fans, cap } = sale
  const flags = {
    url: origin,
    room: ROOM,
    fans,
    cap,
    'per-second': Math.ceil(fans / COMES_WITHIN_SECONDS),
    seconds: atMostSeconds,
    seed: 7,
    shopping: 1.5,
    patience: 30,
    'silent-goers': 0.05,
  }
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [entry, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  keepTrackOf(child)
  let said = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  let isOver = false
  const report = once(child, 'close').then(() => {
    isOver = true
    if (said === '') throw new Error(`The crowd said nothing but:\n${complaints}`)
    return reportSchema.parse(JSON.parse(said))
  })
  return { pid: child.pid, isOver: () => isOver, report }
}
