import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import type { RevocationsPage } from '../queue/room/revocations-page.ts'
import { fed, pageOf, type RevocationFeed } from './revocation-feed.ts'

const NOW_MS = 1_900_000_000_000
const entry = (no: number, untilMs = NOW_MS + 60_000) => ({ no, sessionId: `s-${no}`, untilMs })
const page = (changes: Partial<RevocationsPage>): RevocationsPage => ({
  epoch: 'e',
  from: 0,
  to: 0,
  more: false,
  asOfMs: NOW_MS,
  noLine: false,
  entries: [],
  ...changes,
})

describe('what is handed on', () => {
  test('is what came after the cursor, and all of it for who has none', () => {
    const first = fed(undefined, page({ to: 2, entries: [entry(1), entry(2)] }), NOW_MS)
    const second = fed(first, page({ from: 2, to: 3, entries: [entry(3)] }), NOW_MS)

    if (second === undefined) throw new Error('nothing was fed')
    expect(pageOf(second, { epoch: 'e', after: 2 }).entries.map(({ no }) => no)).toEqual([3])
    expect(pageOf(second, { epoch: undefined, after: 0 })).toMatchObject({ from: 0, to: 3 })
    expect(pageOf(second, { epoch: 'other', after: 2 }).entries).toHaveLength(3)
    expect(pageOf(second, { epoch: 'e', after: 99 }).from).toBe(0)
  })

  test('R10: says it is complete only when the last page of several has come', () => {
    const half = fed(undefined, page({ to: 1, more: true, entries: [entry(1)] }), NOW_MS)
    const whole = fed(half, page({ from: 1, to: 2, entries: [entry(2)] }), NOW_MS)

    expect(half?.asOfMs).toBe(0)
    expect(whole?.asOfMs).toBe(NOW_MS)
  })

  test('R8: begins anew with another epoch, and forgets only what nobody can accept', () => {
    const old = fed(undefined, page({ to: 2, entries: [entry(1, NOW_MS), entry(2)] }), NOW_MS)
    const later = fed(old, page({ from: 2, to: 2 }), NOW_MS + 5_000)
    const other = fed(later, page({ epoch: 'f', to: 1, entries: [entry(1)] }), NOW_MS)

    expect(later?.entries.map(({ no }) => no)).toEqual([2])
    expect(other).toMatchObject({ epoch: 'f', to: 1 })
  })

  test('a page that skips something is not taken', () => {
    const feed = fed(undefined, page({ to: 1, entries: [entry(1)] }), NOW_MS)

    expect(fed(feed, page({ from: 5, to: 6, entries: [entry(6)] }), NOW_MS)).toBe(feed)
  })

  test('R8: repeated, late or out of order, pages lose nothing that was heard', () => {
    const steps = fc.array(fc.record({ from: fc.nat(6), length: fc.nat(4) }), { maxLength: 20 })
    fc.assert(
      fc.property(steps, (steps) => {
        let feed: RevocationFeed | undefined
        for (const { from, length } of steps) {
          const entries = Array.from({ length }, (_, index) => entry(from + index + 1))
          const before = feed
          feed = fed(feed, page({ from, to: from + length, entries }), NOW_MS)
          const numbers = feed?.entries.map(({ no }) => no) ?? []
          expect(new Set(numbers).size).toBe(numbers.length)
          // From 0 it begins anew: what is not in it then is not kept.
          const kept = from > 0 ? (before?.entries.map(({ no }) => no) ?? []) : []
          expect(numbers).toEqual(expect.arrayContaining(kept))
        }
      }),
      { numRuns: inject('runs') },
    )
  })
})
