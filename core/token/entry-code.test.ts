import { expect, test } from 'vitest'
import { entryCodePayload, readEntryCode } from './entry-code.ts'

const NOW_MS = 1_900_000_000_000
const code = { room: 'demo', sessionId: 'e.general.7.1', madeAtMs: NOW_MS }

test('a code says which session it is of, for a minute', () => {
  const payload = entryCodePayload(code)

  expect(readEntryCode(payload, 'demo', NOW_MS + 59_999)).toEqual({ kind: 'code', code })
  expect(readEntryCode(payload, 'demo', NOW_MS + 60_000)).toEqual({ kind: 'expired' })
})

test('one from a clock far ahead of ours is none yet', () => {
  expect(readEntryCode(entryCodePayload(code), 'demo', NOW_MS - 5_001)).toEqual({ kind: 'expired' })
})

test.each([undefined, null, 7, 'x', {}, { r: 'demo', s: '', a: 1 }, { r: 'demo', s: 'x', a: -1 }])(
  '%j is no code',
  (payload) => {
    expect(readEntryCode(payload, 'demo', NOW_MS)).toEqual({ kind: 'malformed' })
  },
)

test('another room’s is none of this one’s', () => {
  expect(readEntryCode(entryCodePayload(code), 'other', NOW_MS)).toEqual({ kind: 'malformed' })
})
