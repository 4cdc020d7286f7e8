import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantSchema } from './instant.ts'

describe('an instant of a schedule', () => {
  test('is the same from text as from a number, on any day there is', () => {
    const days = fc.integer({ min: 1, max: 4_102_444_800_000 })
    fc.assert(
      fc.property(days, (atMs) => {
        expect(instantSchema.parse(new Date(atMs).toISOString())).toBe(atMs)
        expect(instantSchema.parse(atMs)).toBe(atMs)
      }),
    )
  })

  test.each([
    ['2026-12-01T20:00:00+09:00', '2026-12-01T11:00:00Z'],
    ['2026-12-01T20:00:00-03:30', '2026-12-01T23:30:00Z'],
    ['2028-02-29T00:30:00.5+09:00', '2028-02-28T15:30:00.500Z'],
  ])('%s has its offset taken off', (text, utc) => {
    expect(instantSchema.parse(text)).toBe(Date.parse(utc))
  })

  test.each(['2026-12-01T20:00:00', '2026-12-01', 'tomorrow', '2026-13-01T00:00:00Z', 0, -1, 1.5])(
    '%s is none',
    (given) => {
      expect(instantSchema.safeParse(given).success).toBe(false)
    },
  )
})
