import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitsOf, has, offsetsOf } from '../bits.ts'
import { forget, freshBits, nobodySeen, presenceAt, presentBits, seen } from './presence.ts'

const nobody = nobodySeen(8, 0)
const fans = (...offsets: number[]) => bitsOf(8, offsets)
const present = (presence: typeof nobody) => offsetsOf(presentBits(presence))

describe('presence', () => {
  test('a fan seen once is present for 40 s and absent after 45, wherever a bucket begins', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seenAtMs) => {
        const once = seen(nobody, fans(3), seenAtMs, seenAtMs)

        expect(present(presenceAt(once, seenAtMs + 40_000))).toEqual([3])
        expect(present(presenceAt(once, seenAtMs + 45_000))).toEqual([])
      }),
    )
  })

  test('is what a list of sightings no older than nine buckets says, in any order', () => {
    const sightings = fc.array(
      fc.record({ offset: fc.nat(7), stepMs: fc.nat(9_000), ageMs: fc.nat(60_000) }),
    )
    fc.assert(
      fc.property(sightings, (all) => {
        let nowMs = 100_000
        let presence = nobodySeen(8, nowMs)
        const buckets = new Map<number, number>()
        for (const { offset, stepMs, ageMs } of all) {
          nowMs += stepMs
          presence = seen(presence, fans(offset), nowMs - ageMs, nowMs)
          const bucket = Math.floor((nowMs - ageMs) / 5_000)
          buckets.set(offset, Math.max(bucket, buckets.get(offset) ?? 0))
        }
        const newest = Math.floor(nowMs / 5_000)
        const expected = [...buckets].flatMap(([offset, at]) => (newest - at < 9 ? [offset] : []))
        expect(present(presence)).toEqual(expected.toSorted((a, b) => a - b))
      }),
    )
  })

  test('a fan seen in a bucket already over is present only for what is left of theirs', () => {
    const late = seen(nobody, fans(3), 0, 30_000)

    expect(present(presenceAt(late, 44_999))).toEqual([3])
    expect(present(presenceAt(late, 45_000))).toEqual([])
  })

  test('a sighting older than the limit makes nobody present', () => {
    expect(present(seen(nobody, fans(3), 0, 45_000))).toEqual([])
  })

  test('a clock that stepped back makes nobody absent, and a sighting then still counts', () => {
    const before = seen(nobody, fans(3), 100_000, 100_000)

    const after = seen(before, fans(4), 70_000, 70_000)

    expect(present(presenceAt(after, 70_000))).toEqual([3, 4])
    expect(present(presenceAt(after, 145_000))).toEqual([])
  })

  test('forgetting a fan forgets every sighting of them, and of nobody else', () => {
    const twice = seen(seen(nobody, fans(3, 4), 0, 0), fans(3), 20_000, 20_000)

    expect(present(forget(twice, 3))).toEqual([4])
  })

  test('fresh are those of this bucket and the one before', () => {
    const presence = seen(
      seen(seen(nobody, fans(1), 0, 0), fans(2), 5_000, 5_000),
      fans(3),
      10_000,
      10_000,
    )

    expect(offsetsOf(freshBits(presence))).toEqual([2, 3])
    expect(has(presentBits(presence), 1)).toBe(true)
  })
})
