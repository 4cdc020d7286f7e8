import { describe, expect, test } from 'vitest'
import { roomWith, START_MS } from '../queue/fixtures.ts'
import { roomEntry } from '../queue/room/entry.ts'
import type { AlarmKind } from './alarms.ts'
import { figuresOf } from './figures-of.ts'
import type { StoredSample } from './history.ts'
import { saleReportOf } from './report-of.ts'
import { saleReport } from './sale-report.ts'
import { decilesOf } from './waits-of.ts'

/** A look a minute: so many have joined, and so many were called. */
function lookAt(minute: number, joined: number, calledUpTo: number, alarms: AlarmKind[] = []) {
  const sample: StoredSample = {
    atMs: START_MS + minute * 60_000,
    phase: 'open',
    joined,
    turns: calledUpTo,
    lapses: 0,
    waiting: joined - calledUpTo,
    offered: 0,
    inside: calledUpTo,
    occupied: calledUpTo,
    cap: 1_000,
    ratePerSecond: 1,
    alarms,
    lanes: [{ id: 'a', joined, calledUpTo }],
  }
  return sample
}

describe('the waits by tenths', () => {
  test('of a crowd that came in a minute and was called over ten', () => {
    const looks = [lookAt(0, 0, 0), lookAt(1, 600, 60)]
    for (let minute = 2; minute <= 10; minute += 1) looks.push(lookAt(minute, 600, minute * 60))

    const deciles = decilesOf(looks, 'a') ?? []

    // Who came first walked in; who came last came in the first minute, and in the tenth.
    expect(deciles[0]).toBeLessThan(2_000)
    expect(deciles[5]).toBeGreaterThan(4 * 60_000)
    expect(deciles[5]).toBeLessThan(5 * 60_000)
    expect(deciles[10]).toBeGreaterThan(8.8 * 60_000)
    expect(deciles[10]).toBeLessThanOrEqual(9 * 60_000)
    expect(deciles).toEqual(deciles.toSorted((a, b) => a - b))
  })

  test('are none where nobody was called', () => {
    expect(decilesOf([lookAt(0, 0, 0), lookAt(1, 50, 0)], 'a')).toBeUndefined()
    expect(decilesOf([], 'a')).toBeUndefined()
  })
})

describe('the report of a sale', () => {
  const room = roomWith({ a: [5] })
  const entry = roomEntry.parse({ id: 'demo', title: { en: 'Demo' }, settings: room.settings })
  const seen = figuresOf(
    room,
    { entry, version: 1, changedAtMs: START_MS },
    { by: 'hand' },
    START_MS,
  )
  const by = { id: 'x', name: 'Kim', role: 'operator' as const }
  const looks = [
    lookAt(0, 10, 0),
    lookAt(1, 90, 30, ['counts-old']),
    lookAt(2, 90, 60, ['counts-old']),
    lookAt(3, 95, 90, ['halted']),
  ]
  const log = [
    {
      no: 2,
      atMs: START_MS + 90_000,
      by,
      act: 'change',
      requestId: 'r',
      changes: [{ field: 'settings.cap', before: 500, after: 250 }],
    },
  ]
  const report = saleReport.parse(saleReportOf(seen, entry.title, looks, log))

  test('adds up what the looks saw', () => {
    expect(report.totals).toEqual({
      joined: 95,
      admitted: 90,
      turns: 90,
      lapses: 0,
      mostWaiting: 60,
      mostOccupied: 90,
    })
    expect(report.curve).toHaveLength(4)
    expect(report.waits).toMatchObject([{ lane: 'a' }])
  })

  test('names operators’ words with what they changed, and alarms with how long each lasted', () => {
    expect(report.incidents).toEqual([
      {
        kind: 'alarm',
        alarm: 'counts-old',
        atMs: START_MS + 60_000,
        untilMs: START_MS + 180_000,
      },
      {
        kind: 'act',
        act: 'change',
        by: 'Kim',
        no: 2,
        atMs: START_MS + 90_000,
        changes: [{ field: 'settings.cap', before: 500, after: 250 }],
        more: 0,
      },
      { kind: 'alarm', alarm: 'halted', atMs: START_MS + 180_000 },
    ])
  })
})

test('a report of a room of an earlier build, which told no changes, is read', () => {
  const act = { kind: 'act', act: 'pause', by: 'Kim', no: 2, atMs: START_MS }
  const { incidents } = saleReport.shape

  expect(incidents.parse([act])).toEqual([{ ...act, changes: [], more: 0 }])
})
