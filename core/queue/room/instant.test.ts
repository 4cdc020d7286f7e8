import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantSchema, LAST_INSTANT_MS } from './instant.ts'

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

  test.each([
    '9999-12-31T23:59:59.999+09:00',
    '9999-12-31T23:59:59Z',
    253_402_300_800_000,
    Number.MAX_SAFE_INTEGER,
  ])('%s is taken, and is the last there is', (given) => {
    expect(instantSchema.parse(given)).toBe(LAST_INSTANT_MS)
    expect(new Date(LAST_INSTANT_MS + 9 * 3_600_000).toISOString()).toBe('9999-12-31T23:59:59.999Z')
  })

  test.each(['2026-12-01T20:00:00', '2026-12-01', 'tomorrow', '2026-13-01T00:00:00Z', 0, -1, 1.5])(
    '%s is none',
    (given) => {
      expect(instantSchema.safeParse(given).success).toBe(false)
    },
  )
})
