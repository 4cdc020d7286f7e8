import { describe, expect, test } from 'vitest'
import { segmentLine } from '../../operate/record-lines.ts'
import { segmentWith, START_MS, total } from '../fixtures.ts'
import { advance } from './advance.ts'
import { segmentRecord } from './record.ts'
import { takeGrants } from './slots.ts'

const waiting = segmentWith([1, 2, 3, 7, 9])

describe('what a segment writes down', () => {
  test('R3: of slots it took is whom it called, and the lowest it left waiting', () => {
    const step = takeGrants(waiting, total(4), START_MS)

    const record = segmentRecord(waiting, step, START_MS)

    expect(record).toMatchObject({ granted: 4, turns: 4, called: [1, 2, 3, 7], nextWaiting: 9 })
    if (record === undefined) throw new Error('there is a record')
    const freed = [{ atMs: START_MS - 250, slots: 2 }]
    expect(segmentLine('a', 0, record, freed)).toBe(
      `segment,${START_MS},,,,,a,0,4,0,4,0,4,0,250:2,,1-3 7,9`,
    )
  })

  test('of a lapse is that its slot is back', () => {
    const called = takeGrants(waiting, total(1), START_MS).segment
    const later = START_MS + called.terms.offerMs
    const step = advance(called, later)

    expect(segmentRecord(called, step, later)).toMatchObject({ returned: 1, lapses: 1, called: [] })
  })

  test('is nothing of what nobody would check', () => {
    const step = advance(waiting, START_MS + 10_000)

    expect(segmentRecord(waiting, step, START_MS + 10_000)).toBeUndefined()
  })
})
