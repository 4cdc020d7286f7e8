/** A whole run against a server: the crowd, a line now and then, and the report. */
import { writeFileSync } from 'node:fs'
import { roomDocument } from '../core/queue/room/document.ts'
import { countText } from '../simulator/figures.ts'
import type { Asked } from './arguments.ts'
import type { Clock } from './clock.ts'
import { Crowd } from './crowd.ts'
import type { HttpDoor } from './http-door.ts'
import type { PageDoor } from './page-door.ts'
import type { CrowdRecord } from './record.ts'
import { isFine, reportOf } from './report.ts'
import type { SocketDoor } from './socket-door.ts'
import type { StreamDoor } from './stream-door.ts'
import { tableOf } from './table.ts'
import { Tally } from './tally.ts'

/** Where a run takes place. */
export type Around = {
  readonly clock: Clock
  readonly door: HttpDoor
  readonly connect: SocketDoor
  readonly listen: StreamDoor
  readonly browse: PageDoor
  /** To be called when somebody wants the run to end. */
  readonly onStop: (stop: () => void) => void
  readonly print: (text: string) => void
  readonly complain: (line: string) => void
}

/** A crowd that goes on for ever is in the way of whoever reads other things. */
const SAYS_EVERY_MS = 5_000
const SAYS_SELDOM_MS = 60_000

/** Answers whether all was well. */
export async function runCrowd(asked: Asked, around: Around): Promise<boolean> {
  const { clock, door, connect, listen, browse } = around
  const tally = new Tally()
  const crowd = new Crowd(asked, { clock, ask: door.ask, connect, listen, browse, tally })
  const beganMs = clock.nowMs()
  around.onStop(() => crowd.stop())
  const silence = saysHowItGoes(asked, crowd, tally, around)
  const callOff = asked.forever
    ? undefined
    : clock.at(beganMs + asked.seconds * 1_000, () => crowd.stop())
  const windowMs = await orderWindow(door)
  await crowd.run()
  callOff?.()
  silence()
  if (asked.forever) return true
  const record: CrowdRecord = {
    fans: crowd.records(),
    orderWindowMs: windowMs ?? (await orderWindow(door)),
    cap: asked.cap,
    outages: tally.outages,
  }
  crowd.stop()
  if (asked.recordFile !== undefined) writeRecord(record, asked.recordFile)
  const report = reportOf(record, tally, clock.nowMs() - beganMs)
  around.print(asked.json ? JSON.stringify(report) : tableOf(report))
  return isFine(report)
}

/** Answers how to make it stop. */
function saysHowItGoes(
  { forever }: Asked,
  crowd: Crowd,
  tally: Tally,
  { clock, complain }: Around,
): () => void {
  const everyMs = forever ? SAYS_SELDOM_MS : SAYS_EVERY_MS
  let callOff: (() => void) | undefined
  const later = () => {
    callOff = clock.at(clock.nowMs() + everyMs, () => {
      complain(`· ${progressOf(crowd, tally)}`)
      later()
    })
  }
  later()
  return () => callOff?.()
}

function progressOf(crowd: Crowd, tally: Tally): string {
  const { come, here, ended, served } = crowd.counts()
  const counts = [
    `${countText(come)} came`,
    `${countText(here)} are here`,
    `${countText(served)} were in the shop`,
    `${countText(ended - served)} went without`,
  ]
  return `${counts.join(', ')}${tally.isAway ? '; the server does not answer' : ''}`
}

async function orderWindow(door: HttpDoor): Promise<number | undefined> {
  return (await door.read('document', roomDocument))?.orderWindowMs
}

function writeRecord({ fans }: CrowdRecord, file: string): void {
  writeFileSync(file, fans.map((fan) => `${JSON.stringify(fan)}\n`).join(''))
}
