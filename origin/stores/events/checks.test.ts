import { describe, expect, test } from 'vitest'
import { StoreFailure } from '../failure.ts'
import {
  checkMessages,
  checkName,
  checkRead,
  checkSubscription,
  checkTopics,
  KEY_MAX_BYTES,
  sizeOf,
} from './checks.ts'
import { MESSAGE_MAX_BYTES, type Message } from './event-log.ts'

const codeOf = (check: () => void) => {
  try {
    check()
    return 'fine'
  } catch (error) {
    return error instanceof StoreFailure ? error.code : error
  }
}
const good: Message = { key: 'k', value: 'v' }
const message = (change: object) => codeOf(() => checkMessages([{ ...good, ...change }]))
const subscription = {
  group: 'g',
  topics: ['t'],
  from: 'earliest' as const,
  batchSize: 10,
  handle: () => Promise.resolve(),
}

describe('names', () => {
  test.each(['orders', 'a.b_c-9', 'x'.repeat(200), '...'])('%s is one', (name) => {
    expect(codeOf(() => checkName('topic', name))).toBe('fine')
  })

  test.each(['', '.', '..', 'x'.repeat(201), 'a b', 'a/b', '방', 'a\n'])('%j is none', (name) => {
    expect(codeOf(() => checkName('topic', name))).toBe('bad-request')
    expect(codeOf(() => checkName('group', name))).toBe('bad-request')
  })

  test('a topic has 1 to 1,000 partitions', () => {
    for (const partitions of [1, 1_000]) {
      expect(codeOf(() => checkTopics([{ name: 't', partitions }]))).toBe('fine')
    }
    for (const partitions of [0, -1, 1.5, 1_001, Number.NaN]) {
      const topics = [
        { name: 'fine', partitions: 1 },
        { name: 't', partitions },
      ]
      expect(codeOf(() => checkTopics(topics))).toBe('bad-request')
    }
  })
})

describe('messages', () => {
  test('a key is 1 to 512 bytes of UTF-8', () => {
    expect(message({ key: '한'.repeat(170) })).toBe('fine')
    expect(message({ key: 'k'.repeat(KEY_MAX_BYTES) })).toBe('fine')
    expect(message({ key: '한'.repeat(171) })).toBe('bad-request')
    expect(message({ key: '' })).toBe('bad-request')
  })

  test('half of a surrogate pair is refused wherever it stands', () => {
    const half = '\ud83d'

    for (const bad of [{ key: half }, { value: half }, { headers: { a: half } }]) {
      expect(codeOf(() => checkMessages([{ ...good, ...bad }]))).toBe('bad-request')
    }
    expect(codeOf(() => checkMessages([{ ...good, value: '😀\u0000' }]))).toBe('fine')
  })

  test('a header is named by a letter and what follows', () => {
    for (const name of ['traceparent', 'x-a.b_c']) {
      expect(message({ headers: { [name]: 'x' } })).toBe('fine')
    }
    for (const name of ['', '__proto__', 'constructor', 'toString', '-a', 'a b']) {
      expect(message({ headers: { [name]: 'x' } })).toBe('bad-request')
    }
  })

  test('one is as large as its key, value and headers in bytes, and not over the limit', () => {
    const base = { key: '한', headers: { name: 'é' } }
    const left = MESSAGE_MAX_BYTES - sizeOf({ ...base, value: '' })

    expect(sizeOf({ ...base, value: 'abc' })).toBe(3 + 4 + 2 + 3)
    expect(codeOf(() => checkMessages([{ ...base, value: 'x'.repeat(left) }]))).toBe('fine')
    expect(codeOf(() => checkMessages([{ ...base, value: 'x'.repeat(left + 1) }]))).toBe(
      'too-large',
    )
  })

  test('one bad message refuses the call', () => {
    expect(codeOf(() => checkMessages([good, { ...good, key: '' }, good]))).toBe('bad-request')
  })
})

test('a subscription has a name, topics and a size of batches', () => {
  expect(codeOf(() => checkSubscription(subscription))).toBe('fine')
  for (const bad of [{ group: '' }, { topics: [] }, { topics: ['a b'] }, { batchSize: 0 }]) {
    expect(codeOf(() => checkSubscription({ ...subscription, ...bad }))).toBe('bad-request')
  }
})

test('a read begins at a whole number from 0 and has a limit', () => {
  expect(codeOf(() => checkRead(0, 1))).toBe('fine')
  for (const [from, limit] of [
    [-1, 1],
    [0.5, 1],
    [0, 0],
    [0, Number.NaN],
  ] as const) {
    expect(codeOf(() => checkRead(from, limit))).toBe('bad-request')
  }
})
