/** The crowd as `npm run crowd` starts it, in a process of its own, and its report. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { reportSchema, type Report } from '../crowd/report.ts'
import { sharesText, type Shares } from '../crowd/transports.ts'
import { keepTrackOf } from './children.ts'
import { MIXED_ROOM, type MixedSale } from './mixed-room.ts'

const ENTRY = resolve(import.meta.dirname, '../crowd/run.ts')

export type CrowdAsked = MixedSale & {
  readonly origin: string
  readonly shares: Shares
  /** Within so many seconds all of them come, and after so many it is over, whoever waits. */
  readonly comeSeconds: number
  readonly atMostSeconds: number
}

/** Waits for its end. Fails when the crowd itself does, not when a rule is broken. */
export async function sendCrowd(asked: CrowdAsked, said: (line: string) => void): Promise<Report> {
  const child = spawn(process.execPath, [ENTRY, ...flagsFor(asked), '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  keepTrackOf(child)
  let printed = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
    said(text.trimEnd().replace(/^· /, ''))
  })
  await once(child, 'close')
  if (printed === '') throw new Error(`The crowd said nothing but:\n${complaints}`)
  return reportSchema.parse(JSON.parse(printed))
}

function flagsFor({ origin, fans, cap, shares, comeSeconds, atMostSeconds }: CrowdAsked): string[] {
  const flags = {
    url: origin,
    room: MIXED_ROOM,
    fans,
    cap,
    transports: sharesText(shares),
    'per-second': fans / comeSeconds,
    seconds: atMostSeconds,
    seed: 7,
    shopping: 1.5,
    patience: 30,
    // Whoever is on a train is there as well, and so is who walks off.
    'lost-sockets': 0.05,
    'silent-goers': 0.05,
  }
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
}
