import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from './change.ts'
import { TOLD_MAX, TOLD_MAX_CHARS, toldOf } from './told-changes.ts'

const toldOfOne = (...changes: Change[]) => toldOf([changes])[0]

describe('what an act changed', () => {
  test('is told field by field, with what was there before', () => {
    const cap = { field: 'settings.cap', before: 500, after: 250 }
    const note = { field: 'look.note.ko', after: '곧 엽니다' }

    expect(toldOfOne(note, cap)).toEqual({ changes: [cap, note], more: 0 })
  })

  test('is told of a lane by its name, and of no lane that stayed', () => {
    const before = [
      { id: 'general', sharePercent: 90 },
      { id: 'access', sharePercent: 10 },
    ]
    const after = [
      { id: 'general', sharePercent: 70 },
      { id: 'access', sharePercent: 10 },
      { id: 'members', sharePercent: 20 },
    ]

    expect(toldOfOne({ field: 'settings.lanes', before, after })?.changes).toEqual([
      { field: 'settings.lanes.general.sharePercent', before: 90, after: 70 },
      { field: 'settings.lanes.members.sharePercent', after: 20 },
    ])
  })

  test('is told of a lane that is called as something every object has', () => {
    const after = [{ id: 'constructor', sharePercent: 5 }]

    expect(toldOfOne({ field: 'settings.lanes', before: [], after })?.changes).toEqual([
      { field: 'settings.lanes.constructor.sharePercent', after: 5 },
    ])
  })

  test('is told of a message by its languages', () => {
    expect(toldOfOne({ field: 'news', after: { ko: '곧', en: 'Soon' } })?.changes).toEqual([
      { field: 'news.ko', after: '곧' },
      { field: 'news.en', after: 'Soon' },
    ])
  })

  test('is cut where it is long, and never within a letter', () => {
    const [told] = toldOfOne({ field: 'news', after: '🎫'.repeat(300) })?.changes ?? []

    expect(told?.after).toBe(`${'🎫'.repeat(59)}…`)
  })

  test('is a list of which nobody knows the names as its beginning', () => {
    const origins = Array.from({ length: 32 }, (_, at) => `https://shop-${at}.example`)
    const [told] = toldOfOne({ field: 'origins', before: [], after: origins })?.changes ?? []

    expect(told).toMatchObject({ before: [], after: expect.stringMatching(/^\[.{118}…$/) })
  })

  test('and is empty now, or was before, is told as it is', () => {
    const emptied = { field: 'look', after: {} }

    expect(toldOfOne(emptied)).toEqual({ changes: [emptied], more: 0 })
  })

  test('beyond a few fields is counted, what people steer by told first', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ field: `look.f${at}`, after: at }))
    const rate = { field: 'settings.ratePerSecond', before: 5, after: 8 }

    const told = toldOfOne(...many, rate)

    expect(told).toEqual({ changes: [rate, ...many.slice(0, TOLD_MAX - 1)], more: 15 })
  })
})

test('however many and large the changes of a sale were, what is told of them is small', () => {
  const sizes = fc.record({ acts: fc.nat(500), fields: fc.nat(30), chars: fc.nat(600) })
  const values = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 })

  fc.assert(
    fc.property(sizes, values, ({ acts, fields, chars }, odd) => {
      const after = ['x'.repeat(chars), ...JSON.parse(JSON.stringify(odd))]
      const one = Array.from({ length: fields }, (_, at) => ({
        field: 'f'.repeat(at * chars),
        after: after[at % after.length],
      }))

      const told = toldOf(Array.from({ length: acts }, () => one))

      const sizesChars = told.map(({ changes }) => JSON.stringify(changes).length - '[]'.length)
      expect(sizesChars.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(TOLD_MAX_CHARS)
      expect(Math.max(0, ...sizesChars)).toBeLessThan(TOLD_MAX * 300)
    }),
    { numRuns: 50 },
  )
})

test('the oldest are counted alone, once the newest have filled what there is', () => {
  const large = Array.from({ length: TOLD_MAX }, (_, at) => ({
    field: `settings.f${at}`,
    after: 'x'.repeat(500),
  }))

  const told = toldOf(Array.from({ length: 500 }, () => large))

  expect(told[0]).toMatchObject({ more: 0 })
  expect(told.at(-1)).toEqual({ changes: [], more: TOLD_MAX })
})

test('after one that did not fit no older one is told, however small', () => {
  const large = Array.from({ length: TOLD_MAX }, (_, at) => ({
    field: `look.f${at}`,
    after: 'x'.repeat(100),
  }))
  const small = [{ field: 'settings.cap', after: 5 }]
  const full = toldOf(Array.from({ length: 500 }, () => large))
  const fitting = full.findIndex(({ changes }) => changes.length === 0)

  const told = toldOf([...Array.from({ length: fitting + 1 }, () => large), small])

  expect(fitting).toBeGreaterThan(10)
  expect(told.slice(fitting)).toEqual([
    { changes: [], more: TOLD_MAX },
    { changes: [], more: 1 },
  ])
})
