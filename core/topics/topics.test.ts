import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isTopic, keyOf, readEvent, topics } from './topics.ts'

const outer = { id: 'hall:e1:7', version: 1, atMs: 1_800_000_000_000, source: 'edge' }
const joined = {
  ...outer,
  topic: 'Queue_log',
  data: { kind: 'joined', room: 'hall', epoch: 'e1', lane: 'general', count: 3, total: 9 },
}
const act = { member: 'm1', device: 'phone', outcome: { kind: 'done' } }

/** One of each, as it was first written: whatever becomes of a schema, these are read. */
const examples = {
  Queue_log: joined.data,
  Validate: { ...act, what: 'id' },
  Login_log: { ...act, outcome: { kind: 'refused', code: 'wrong-password' } },
  Logout_log: act,
  KakaoLogin_log: act,
  KakaoLogout_log: act,
  Signup_log: { ...act, by: 'kakao' },
  View_detail_log: { performance: 'p1', member: null, device: 'desktop', count: 12 },
  Search_log: { query: '뮤지컬', by: 'title', member: null, device: 'app', found: 0 },
  Dead_letter: { topic: null, reason: 'no JSON', by: 'door', text: '{', isCut: false },
}

test('every topic has its example, and reads it', () => {
  expect(Object.keys(examples)).toEqual(Object.keys(topics))
  for (const [topic, data] of Object.entries(examples)) {
    expect(readEvent({ ...outer, topic, data })).toMatchObject({ kind: 'event', event: { topic } })
  }
})

test('the schemas are what they were agreed to be: a change is a new version, or a new field', async () => {
  const schemas = Object.entries(topics).map(([name, { event }]) => [name, z.toJSONSchema(event)])
  const text = `${JSON.stringify(Object.fromEntries(schemas), null, 2)}\n`

  await expect(text).toMatchFileSnapshot('./topics.json')
})

describe('an event', () => {
  test('may have fields that are newer than its reader', () => {
    const newer = { ...joined, data: { ...joined.data, fromApp: true }, region: 'seoul' }
    expect(readEvent(newer).kind).toBe('event')
  })

  test.for([
    ['no object', 7, null, /the event/],
    ['no id', { ...joined, id: undefined }, 'Queue_log', /^id: /],
    ['an id with a space', { ...joined, id: 'a b' }, 'Queue_log', /^id: /],
    ['no such topic', { ...joined, topic: 'Nothing' }, 'Nothing', /no topic Nothing/],
    ['a name every object has', { ...joined, topic: 'toString' }, 'toString', /no topic/],
    ['a version of tomorrow', { ...joined, version: 2 }, 'Queue_log', /^version: /],
    [
      'nobody joined',
      { ...joined, data: { ...joined.data, count: 0 } },
      'Queue_log',
      /^data\.count/,
    ],
    ['a trace that is none', { ...joined, trace: '00-xyz-1-01' }, 'Queue_log', /^trace: /],
  ] as const)('%s: set aside with its topic and the reason', ([, input, topic, reason]) => {
    expect(readEvent(input)).toEqual({
      kind: 'unreadable',
      topic,
      reason: expect.stringMatching(reason),
    })
  })
})

test('what is to stay in order has one key', () => {
  const keys = Object.entries(examples).map(([topic, data]) => {
    const read = readEvent({ ...outer, topic, data })
    return read.kind === 'event' ? keyOf(read.event) : undefined
  })
  const own = outer.id
  expect(keys).toEqual(['hall', 'm1', 'm1', 'm1', 'm1', 'm1', 'm1', 'p1', own, own])
})

test('what a visitor does has no member, and so a key of its own', () => {
  const read = readEvent({ ...outer, topic: 'Login_log', data: { ...act, member: null } })
  expect(read.kind === 'event' && keyOf(read.event)).toBe(outer.id)
})

test('only a topic of ours is one', () => {
  expect(['Queue_log', 'queue_log', '__proto__'].filter(isTopic)).toEqual(['Queue_log'])
})
