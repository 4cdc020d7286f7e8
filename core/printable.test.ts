import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable, printableJson } from './printable.ts'

/** Clears a screen, does so in one unit, deletes, turns a line round, hides beyond the first plane. */
const commands = '\u001b[2J\u009b31m\u007f\u202e\u{e0041}'

test('a line has a mark in place of each character that a terminal obeys', () => {
  expect(printable(`표 ${commands} 🎫`)).toBe(
    '표 \u{fffd}[2J\u{fffd}31m\u{fffd}\u{fffd}\u{fffd} 🎫',
  )
})

test('JSON has their numbers, and all else as it is', () => {
  expect(printableJson({ 표: commands })).toBe(
    String.raw`{"표":"\u001b[2J\u009b31m\u007f\u202e\udb40\udc41"}`,
  )
})

test('whatever was sent, JSON stays the same JSON, and tells a terminal nothing', () => {
  const letters = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u001b', '\u009b', '\u007f', '\u202e', '\u{e0041}', '\u00ad'),
  )

  fc.assert(
    fc.property(fc.dictionary(letters, fc.array(letters)), (sent) => {
      const plain: unknown = JSON.parse(JSON.stringify(sent))

      for (const text of [printableJson(sent), printableJson(sent, 2)]) {
        expect(JSON.parse(text)).toEqual(plain)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      }
    }),
  )
})
