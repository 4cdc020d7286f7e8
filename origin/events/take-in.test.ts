import { describe, expect, test } from 'vitest'
import { EVENT_MAX_BYTES } from '../../core/topics/event.ts'
import { StoreFailure } from '../stores/failure.ts'
import { joinedEvent, memoryLog, partsWith, type MemoryLog } from './fixtures.ts'
import { takeIn } from './take-in.ts'

const NOW_MS = 1_800_000_000_000
const into = (events: MemoryLog) => partsWith(events, NOW_MS)
const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`

describe('a batch of events', () => {
  test('is in the log, as it came, under the key that keeps a room in order', async () => {
    const log = memoryLog()
    const newer = joinedEvent(2, { trace, region: 'of tomorrow' })

    const taken = await takeIn(into(log), [joinedEvent(1), newer], 'edge')

    expect(taken).toEqual({ kept: 2, setAside: [] })
    expect(log.values('Queue_log')).toEqual([joinedEvent(1), newer])
    expect(log.appended.get('Queue_log')?.map(({ key, headers }) => [key, headers])).toEqual([
      ['hall', undefined],
      ['hall', { traceparent: expect.stringContaining('a'.repeat(32)) }],
    ])
  })

  test('with a bad one in it is kept but for that one, which is set aside with its reason', async () => {
    const log = memoryLog()
    const bad = joinedEvent(2, { version: 9 })

    const taken = await takeIn(into(log), [joinedEvent(1), bad, joinedEvent(3)], 'edge')

    expect(taken).toEqual({
      kept: 2,
      setAside: [{ at: 1, reason: expect.stringMatching(/^version: /) }],
    })
    expect(log.values('Queue_log')).toHaveLength(2)
    expect(log.values('Dead_letter')).toMatchObject([
      { data: { topic: 'Queue_log', by: 'edge', text: JSON.stringify(bad), isCut: false } },
    ])
  })

  test.for([
    ['a number', 7],
    ['null', null],
    ['a list', [joinedEvent(1)]],
    ['nothing of an event', {}],
    ['what is nested without end', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
  ])('%s in it is set aside', async ([, event]) => {
    const log = memoryLog()

    const { kept, setAside } = await takeIn(into(log), [event], 'edge')

    expect([kept, setAside.length, log.values('Dead_letter').length]).toEqual([0, 1, 1])
  })

  test.for<[string, object]>([
    ['its room', { data: { ...joinedEvent(1).data, room: '\ud800' } }],
    ['its topic', { topic: '\udc00' }],
    ['a field of tomorrow', { region: { 'so\ud800': 1 } }],
  ])('with half of a letter in %s is kept but for that one', async ([, changes]) => {
    const log = memoryLog()

    const events = [joinedEvent(1), joinedEvent(2, changes)]
    const { kept, setAside } = await takeIn(into(log), events, 'edge')

    expect([kept, setAside]).toEqual([1, [{ at: 1, reason: 'half of a letter' }]])
    const texts = [...log.appended.values()].flat().flatMap(({ key, value }) => [key, value])
    expect(texts.every((text) => text.isWellFormed())).toBe(true)
  })

  test('that writes of halves of letters, and has none, is kept', async () => {
    const log = memoryLog()
    const whole = joinedEvent(1, { region: String.raw`\ud800 is no letter, 😀 is one` })

    expect(await takeIn(into(log), [whole], 'edge')).toEqual({ kept: 1, setAside: [] })
  })

  test('says nothing that is not the edge’s to say', async () => {
    const log = memoryLog()
    const data = { member: 'm1', device: 'app', outcome: { kind: 'done' } }
    const login = { ...joinedEvent(1), topic: 'Login_log', data }

    const parts = into(log)
    const { setAside } = await takeIn(parts, [login], 'edge')

    expect(setAside).toEqual([{ at: 0, reason: 'Login_log is not for the edge to say' }])
    expect(log.values('Login_log')).toEqual([])
    expect(parts.counted.get('edge')).toBe(1)
  })

  test('with one that is too long keeps only its beginning', async () => {
    const log = memoryLog()

    const { setAside } = await takeIn(
      into(log),
      [joinedEvent(1, { more: '가'.repeat(EVENT_MAX_BYTES) })],
      'edge',
    )

    expect(setAside[0]?.reason).toContain('longer than')
    const [letter] = log.values('Dead_letter')
    expect(letter).toMatchObject({ data: { isCut: true } })
    expect(JSON.stringify(letter).length).toBeLessThan(EVENT_MAX_BYTES)
  })

  test('that is sent again is set aside under the same ids', async () => {
    const log = memoryLog()
    await takeIn(into(log), [{ a: 1 }, { b: 1 }], 'edge')
    await takeIn(into(log), [{ a: 1 }, { b: 1 }], 'edge')

    const ids = log.appended.get('Dead_letter')?.map(({ key }) => key) ?? []
    expect([ids.length, new Set(ids).size]).toEqual([4, 2])
  })

  test('is not taken while the log is out of reach', async () => {
    const log = memoryLog()
    log.fail(new StoreFailure('unreachable', 'the broker does not answer'))

    await expect(takeIn(into(log), [joinedEvent(1)], 'edge')).rejects.toThrow('does not answer')
  })
})
