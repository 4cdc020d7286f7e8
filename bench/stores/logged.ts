/** Messages into a log, in batches: the embedded one, and a bare table beside it. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openEmbeddedEventLog } from '../../origin/stores/events/embedded.ts'
import { joinedLike } from './sample.ts'

export const BATCH = 1_000
const PARTITIONS = 3

function batchFrom(from: number) {
  return Array.from({ length: BATCH }, (_, at) => {
    const event = joinedLike(from + at)
    return { key: event.data.room, value: JSON.stringify(event) }
  })
}

/** Messages a second. */
export async function embeddedAppends(folder: string, seconds: number): Promise<number> {
  const log = await openEmbeddedEventLog({ folder })
  await log.ensure([{ name: 'Queue_log', partitions: PARTITIONS }])
  const perSecond = await paced(seconds, async (from) => log.append('Queue_log', batchFrom(from)))
  await log.close()
  return perSecond
}

export async function bareAppends(folder: string, seconds: number): Promise<number> {
  const database = new DatabaseSync(join(folder, 'bare-log.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  database.exec('CREATE TABLE log (no INTEGER PRIMARY KEY, key TEXT, value TEXT)')
  const insert = database.prepare('INSERT INTO log (key, value) VALUES (?, ?)')
  const perSecond = await paced(seconds, async (from) => {
    database.exec('BEGIN')
    for (const { key, value } of batchFrom(from)) insert.run(key, value)
    database.exec('COMMIT')
  })
  database.close()
  return perSecond
}

/** One batch after another, for as long. */
async function paced(seconds: number, append: (from: number) => Promise<void>): Promise<number> {
  const beganAtMs = performance.now()
  let count = 0
  while (performance.now() - beganAtMs < seconds * 1_000) {
    await append(count)
    count += BATCH
  }
  return count / ((performance.now() - beganAtMs) / 1_000)
}
