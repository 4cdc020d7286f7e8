import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import { openEmbeddedDocuments } from '../stores/documents/embedded.ts'
import { StoreFailure } from '../stores/failure.ts'
import { consumer } from './consume.ts'
import { deadLetters, keepsDeadLetters, look, replay } from './dead-letters.ts'
import { joinedEvent, memoryLog, partsWith } from './fixtures.ts'
import { takeIn } from './take-in.ts'

const NOW_MS = 1_800_000_000_000

/** Letters of these events, as the door set them aside. */
async function setAside(...events: unknown[]) {
  const documents = openEmbeddedDocuments({ folder: temporaryFolder() })
  onTestFinished(() => documents.close())
  const letters = await deadLetters(documents)
  const log = memoryLog()
  let nowMs = NOW_MS
  const parts = { ...partsWith(log), nowMs: () => nowMs }
  const worker = consumer(
    parts,
    keepsDeadLetters(letters, () => NOW_MS),
  )
  worker.start()
  for (const event of events) {
    await takeIn(parts, [event], 'edge')
    nowMs += 1
  }
  await log.deliver()
  /** A consumer of rooms' events that can do nothing with any; answers the newest letter. */
  const failsFor = async (...said: object[]): Promise<string> => {
    const values = said.map((event) => ({ key: 'hall', value: JSON.stringify(event) }))
    if (values.length > 0) await log.append('Queue_log', values)
    nowMs += 1
    const failing = consumer(parts, {
      group: 'failing',
      topics: ['Queue_log'],
      apply: () => Promise.reject(new Error('not today')),
    })
    failing.start()
    for (let times = 1; times < 20; times += 1) await log.deliver().catch(() => {})
    worker.start()
    await log.deliver()
    const [newest] = (await look(letters, { state: 'waiting', limit: 1 })).documents
    return newest?._id ?? ''
  }
  const replayed = (id: string) => replay({ letters, events: log }, id, NOW_MS)
  return { letters, log, failsFor, replayed }
}

describe('dead letters', () => {
  test('are looked at the newest first, page by page, each with its reason', async () => {
    const { letters } = await setAside({ a: 1 }, { b: 1 }, { c: 1 })

    const first = await look(letters, { state: 'waiting', limit: 2 })
    const after = first.next ?? ''
    const second = await look(letters, { state: 'waiting', limit: 2, after })

    const texts = [...first.documents, ...second.documents].map(({ text }) => text)
    expect(texts).toEqual(['{"c":1}', '{"b":1}', '{"a":1}'])
    expect(first.documents[0]?.reason).toMatch(/^id: /)
    expect(second.next).toBeUndefined()
  })

  test('that come twice are there once', async () => {
    const { letters, log } = await setAside({ a: 1 }, { a: 1 })
    await log.deliver()

    expect(await letters.count({})).toBe(1)
  })

  test('are replayed once what kept them out is mended, under the id they had', async () => {
    const { letters, log, replayed, failsFor } = await setAside()
    const id = await failsFor(joinedEvent(1))

    expect(await replayed(id)).toEqual({ kind: 'replayed', topic: 'Queue_log' })

    expect(log.values('Queue_log')).toEqual([joinedEvent(1), joinedEvent(1)])
    expect(await replayed(id)).toEqual({ kind: 'already', atMs: NOW_MS })
    expect(await letters.count({ state: 'waiting' })).toBe(0)
  })

  test('that fail again when they are replayed are there again', async () => {
    const { letters, replayed, failsFor } = await setAside()
    const first = await failsFor(joinedEvent(1))
    await replayed(first)

    const second = await failsFor()

    expect(second).not.toBe(first)
    expect(await letters.count({ state: 'waiting' })).toBe(1)
  })

  test('of a door go back only to where that door leads', async () => {
    const data = { member: 'm1', device: 'app', outcome: { kind: 'done' } }
    const { letters, log, replayed } = await setAside({
      ...joinedEvent(1),
      topic: 'Login_log',
      data,
    })
    const [letter] = (await look(letters, { state: 'waiting', limit: 1 })).documents

    expect(await replayed(letter?._id ?? '')).toMatchObject({ kind: 'unreadable' })
    expect(log.values('Login_log')).toEqual([])
  })

  test('that still cannot be read stay, and say why', async () => {
    const { letters, log, replayed } = await setAside({ ...joinedEvent(1), version: 9 })
    const [letter] = (await look(letters, { state: 'waiting', limit: 1 })).documents

    expect(await replayed(letter?._id ?? '')).toMatchObject({ kind: 'unreadable' })
    expect(await replayed('nobody')).toEqual({ kind: 'no-letter' })
    expect(log.values('Queue_log')).toEqual([])
    expect(await letters.count({ state: 'waiting' })).toBe(1)
  })

  test.for<[string, object]>([
    ['its room', { data: { ...joinedEvent(1).data, room: '\ud800' } }],
    ['its epoch', { data: { ...joinedEvent(1).data, epoch: '\ud800' } }],
  ])('with half of a letter in %s stay, as they would at the door', async ([, changes]) => {
    const { letters, log, replayed } = await setAside(joinedEvent(1, changes))
    const [letter] = (await look(letters, { state: 'waiting', limit: 1 })).documents

    const outcome = await replayed(letter?._id ?? '')

    expect(outcome).toEqual({ kind: 'unreadable', reason: 'half of a letter' })
    expect(log.values('Queue_log')).toEqual([])
  })

  test('with half of a letter in large digits stay, too: another producer may write it so', async () => {
    const data = { ...joinedEvent(1).data, room: '\ud800' }
    const { letters, log, replayed } = await setAside(joinedEvent(1, { data }))
    const [letter] = (await look(letters, { state: 'waiting', limit: 1 })).documents
    const { _id = '', text = '' } = letter ?? {}
    await letters.update({ _id }, { $set: { text: text.replaceAll('\\ud800', '\\uD800') } })

    const outcome = await replayed(_id)

    expect(outcome).toEqual({ kind: 'unreadable', reason: 'half of a letter' })
    expect(log.values('Queue_log')).toEqual([])
  })

  test('that the log refuses stay, and say why', async () => {
    const { letters, log, replayed, failsFor } = await setAside()
    const id = await failsFor(joinedEvent(1))
    log.refuse('hall')

    expect(await replayed(id)).toEqual({ kind: 'unreadable', reason: 'no such key' })

    expect(await letters.count({ state: 'waiting' })).toBe(1)
  })

  test('of which only the beginning was kept are not replayed', async () => {
    const { letters, replayed } = await setAside(joinedEvent(1, { more: '가'.repeat(70_000) }))
    const [letter] = (await look(letters, { state: 'waiting', limit: 1 })).documents

    expect(await replayed(letter?._id ?? '')).toMatchObject({ kind: 'unreadable' })
  })

  test('wait on while the log is out of reach', async () => {
    const { letters, log, replayed, failsFor } = await setAside()
    const id = await failsFor(joinedEvent(1))
    log.fail(new StoreFailure('unreachable', 'the broker does not answer'))

    await expect(replayed(id)).rejects.toThrow('does not answer')

    expect(await letters.count({ state: 'waiting' })).toBe(1)
  })

  test('are cleared after ninety days, looked at or not', async () => {
    const { letters } = await setAside({ a: 1 })
    const keeping = keepsDeadLetters(letters, () => NOW_MS + 91 * 86_400_000)

    await keeping.apply([])

    expect(await letters.count({})).toBe(0)
  })
})
