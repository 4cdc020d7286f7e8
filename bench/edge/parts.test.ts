import { expect, test } from 'vitest'
import { partsAmong, PARTS } from './parts.ts'

test('everything is measured unless parts are named', () => {
  expect(partsAmong(PARTS, undefined)).toEqual(PARTS)
})

test('named parts are measured in the usual order', () => {
  expect(partsAmong(PARTS, ['poll', 'join'])).toEqual(['join', 'poll'])
})

test('a part that there is not is refused with those that there are', () => {
  expect(() => partsAmong(PARTS, ['join', 'jion'])).toThrow(/named jion: choose among join, poll/)
})
