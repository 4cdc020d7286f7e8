import { expect, test } from 'vitest'
import { PROTOCOL, PROTOCOL_OLDEST, spokenBy } from './version.ts'

test('who says nothing speaks the first version', () => {
  expect(spokenBy(undefined)).toBe(spokenBy('1'))
})

test('every version from the oldest to ours is spoken, and no other', () => {
  expect(spokenBy(String(PROTOCOL_OLDEST - 1))).toBe('too-old')
  expect(spokenBy(String(PROTOCOL_OLDEST))).toBe('spoken')
  expect(spokenBy(String(PROTOCOL))).toBe('spoken')
  expect(spokenBy(String(PROTOCOL + 1))).toBe('newer')
})

test.each(['', 'one', '1.5', '-1', 'Infinity'])('%s is no version', (said) => {
  expect(spokenBy(said)).toBe('too-old')
})
