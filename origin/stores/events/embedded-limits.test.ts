import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EmbeddedFile } from './embedded-file.ts'
import { EmbeddedMessages } from './embedded-messages.ts'
import { EmbeddedRetention } from './embedded-retention.ts'
import { openEmbeddedEventLog } from './embedded.ts'
import { all, codeOf, listen, newTopic, numbered, until } from './contract/rig.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-limits-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the file of the embedded event log', () => {
  test('is full at its limit: nothing of the call is appended, and reading goes on', async () => {
    const log = await openEmbeddedEventLog({ folder, fileMaxBytes: 1_000_000 })
    const topic = await newTopic(log, 2)
    await log.append(topic, numbered(10))
    const large = numbered(20).map((one) => ({ ...one, value: one.value.padEnd(100_000, '.') }))

    expect(await codeOf(log.append(topic, large))).toBe('disk-full')
    await log.append(topic, numbered(11).slice(10))

    expect(await all(log, topic)).toHaveLength(11)
    await log.close()
  })

  test('has all of a transaction or none of it', async () => {
    const file = await EmbeddedFile.open(folder)
    const messages = new EmbeddedMessages(file)
    const broken = () =>
      file.transaction(() => {
        file.prepare("INSERT INTO places (topic, partition) VALUES ('t', 0)").run()
        throw new Error('Half done.')
      })

    expect(broken).toThrow('Half done.')

    expect(() => messages.ends('t')).toThrow('There is no topic')
    file.close()
  })

  test('hands a partition over at once where a consumer stops, in this process or another', async () => {
    const settings = { folder, sessionTimeoutMs: 1_000_000 }
    const logs = [await openEmbeddedEventLog(settings), await openEmbeddedEventLog(settings)]
    const [here, there] = logs
    if (here === undefined || there === undefined) throw new Error('Two were opened.')
    const topic = await newTopic(here, 3)
    const listeners = [here, here, there].map((log) => listen(log, 'g', topic))
    await Promise.all(listeners.map(({ joined }) => joined))

    await listeners[0]?.stop()
    await listeners[1]?.stop()
    await here.append(topic, numbered(30))

    await until(() => (listeners[2]?.heard.length ?? 0) >= 30)
    expect(listeners.map(({ heard }) => heard.length)).toEqual([0, 0, 30])
    await Promise.all(logs.map((log) => log.close()))
  })

  test('is written by several processes at once, and nothing is lost or has a gap', async () => {
    const log = await openEmbeddedEventLog({ folder })
    const topic = await newTopic(log, 2)
    const module = JSON.stringify(join(import.meta.dirname, 'embedded.ts'))
    const program = `
      import { openEmbeddedEventLog } from ${module}
      const [folder, topic, who] = process.argv.slice(1)
      const log = await openEmbeddedEventLog({ folder })
      for (let at = 0; at < 400; at += 1) {
        await log.append(topic, [0, 1, 2].map((n) => ({ key: 'k' + n, value: who + '.' + at + '.' + n })))
      }
      await log.close()`
    const run = promisify(execFile)

    await Promise.all(
      ['a', 'b', 'c'].map((who) =>
        run(process.execPath, ['--input-type=module', '-e', program, folder, topic, who]),
      ),
    )

    const logged = await all(log, topic)
    expect(new Set(logged.map(({ value }) => value)).size).toBe(3_600)
    const ends = await log.ends(topic)
    expect(ends.reduce((sum, { next }) => sum + next, 0)).toBe(3_600)
    await log.close()
  })

  test('of a newer version is left alone', async () => {
    const file = await EmbeddedFile.open(folder)
    file.prepare('PRAGMA user_version = 2').run()
    file.close()

    await expect(openEmbeddedEventLog({ folder })).rejects.toThrow('newer version')
  })
})

describe('what the embedded event log keeps', () => {
  test('is the last so many of a partition', async () => {
    const end = await kept({ keepMs: Number.MAX_SAFE_INTEGER, keepMessages: 1_234 }, 50_000)

    expect(end).toMatchObject({ first: 3_766, next: 5_000, rows: { count: 1_234, first: 3_766 } })
  })

  test('is what is not too old', async () => {
    const end = await kept({ keepMs: 10_000, keepMessages: 1_000_000 }, 50_000)

    expect(end).toMatchObject({ first: 4_000, next: 5_000, rows: { count: 1_000, first: 4_000 } })
  })

  test('may be nothing, and its offsets go on', async () => {
    const end = await kept({ keepMs: 10_000, keepMessages: 1_000_000 }, 1_000_000)

    expect(end).toMatchObject({ first: 5_000, next: 5_000, rows: { count: 0 } })
  })
})

/** What is left of 50 seconds, a hundred messages each. */
async function kept(keep: { keepMs: number; keepMessages: number }, nowMs: number) {
  const file = await EmbeddedFile.open(folder)
  const messages = new EmbeddedMessages(file)
  messages.ensure([{ name: 't', partitions: 1 }])
  for (let at = 0; at < 50; at += 1) messages.append('t', numbered(100), at * 1_000)
  await new EmbeddedRetention(file, keep).trim(nowMs)
  const [end] = messages.ends('t')
  const rows = file.prepare('SELECT count(*) AS count, min(offset) AS first FROM messages').get()
  file.close()
  return { ...end, rows: { ...rows } }
}
