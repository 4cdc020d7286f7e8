/** Embedded documents: single writes that outlive a kill, and finds by a key among very many. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openEmbeddedDocuments } from '../../origin/stores/documents/embedded.ts'
import { keepTrackOf } from '../children.ts'
import { orderLike } from './sample.ts'

const BULK = 5_000
const FINDS = 20_000

export type Written = {
  readonly perSecond: number
  readonly acknowledged: number
  /** Acknowledged, and not there after the kill. */
  readonly lost: number
}

/** A process that does nothing else, killed outright in the middle of it. */
export async function writesUntilKilled(folder: string, seconds: number): Promise<Written> {
  const writer = join(import.meta.dirname, 'writer-process.ts')
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  keepTrackOf(child)
  let acknowledged = 0
  let beganAtMs: number | undefined
  let before = 0
  const killed = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line)
    if (beganAtMs === undefined) {
      beganAtMs = performance.now()
      before = acknowledged
      setTimeout(() => child.kill('SIGKILL'), seconds * 1_000)
    }
  }
  await killed
  const documents = openEmbeddedDocuments({ folder })
  const orders = await documents.collection('orders', [{ fields: ['member'] }])
  let lost = 0
  for (let no = 1; no <= acknowledged; no += 1) {
    if ((await orders.findOne({ _id: `order-${no}` })) === undefined) lost += 1
  }
  await documents.close()
  return { perSecond: (acknowledged - before) / seconds, acknowledged, lost }
}

/** The same rows by node:sqlite itself, with nothing around it. */
export function bareWrites(folder: string, seconds: number): number {
  const database = new DatabaseSync(join(folder, 'bare.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  database.exec('CREATE TABLE orders (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO orders VALUES (?, ?)')
  const deadlineMs = performance.now() + seconds * 1_000
  let no = 0
  while (performance.now() < deadlineMs) {
    no += 1
    insert.run(`order-${no}`, JSON.stringify(orderLike(no)))
  }
  database.close()
  return no / seconds
}

export type Found = { readonly among: number; readonly byId: Times; readonly byIndex: Times }
type Times = { readonly p50Ms: number; readonly p99Ms: number }

export async function keyedFinds(folder: string, among: number): Promise<Found> {
  const documents = openEmbeddedDocuments({ folder })
  const orders = await documents.collection('orders', [{ fields: ['member'] }])
  for (let from = 0; from < among; from += BULK) {
    await orders.bulk(Array.from({ length: BULK }, (_, at) => ({ insert: orderLike(from + at) })))
  }
  const timed = async (filterOf: (no: number) => Record<string, string>) => {
    const times: number[] = []
    for (let find = 0; find < FINDS; find += 1) {
      const no = Math.floor(Math.random() * among)
      const beganAtMs = performance.now()
      const found = await orders.findOne(filterOf(no))
      times.push(performance.now() - beganAtMs)
      if (found?._id !== `order-${no}`) throw new Error(`order-${no} was not found.`)
    }
    return timesOf(times)
  }
  const byId = await timed((no) => ({ _id: `order-${no}` }))
  const byIndex = await timed((no) => ({ member: `member-${no}` }))
  await documents.close()
  return { among, byId, byIndex }
}

function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}
