import { expect, test } from 'vitest'
import { joined, told } from '../fixtures/records.ts'
import type { FanRecord, StatusTold } from '../record.ts'
import { surelyHere } from './presence.ts'

const polls = (...statuses: StatusTold[]): FanRecord => {
  return joined(1, 1, 0, { transport: 'poll', statuses })
}

test('who has a socket is here while it is open, from when that is known', () => {
  const connections = [{ openedMs: 1_000, closedMs: 60_000 }]

  expect(surelyHere(joined(1, 1, 0, { connections }), [])).toEqual([
    { fromMs: 4_000, toMs: 60_000 },
  ])
})

test('polls that follow each other are one presence, and it ends before forty seconds', () => {
  const often = [1_000, 6_000, 11_000].map((atMs) => told(atMs))

  expect(surelyHere(polls(...often, told(90_000)), [])).toEqual([
    { fromMs: 14_000, toMs: 51_000 },
    { fromMs: 103_000, toMs: 130_000 },
  ])
})

test('a stream that is open shows nobody: only who asks is here', () => {
  const statuses = [told(1_000, { by: 'stream' }), told(30_000)]
  const record = joined(1, 1, 0, {
    transport: 'stream',
    connections: [{ openedMs: 500, closedMs: Infinity }],
    statuses,
  })

  expect(surelyHere(record, [])).toEqual([{ fromMs: 43_000, toMs: 70_000 }])
})

test('a poll far from the front is noted by nobody', () => {
  expect(surelyHere(polls(told(1_000, { isEstimate: true })), [])).toEqual([])
})

test('what a server that died may not have passed on does not count', () => {
  const outages = [{ fromMs: 10_000, toMs: 12_000 }]

  expect(surelyHere(polls(told(1_000), told(20_000)), outages)).toEqual([
    { fromMs: 33_000, toMs: 60_000 },
  ])
})
