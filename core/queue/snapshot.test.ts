import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rowSum, seal, unseal } from './snapshot.ts'

const schema = z.object({ name: z.string(), count: z.int().nonnegative() })
const damaged = { kind: 'refused', code: 'snapshot-damaged' }

describe('a sealed snapshot', () => {
  test('is read back as it was written, whatever its text holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (name, count) => {
        const text = seal(3, { name, count })

        expect(unseal(text, 3, schema)).toEqual({ kind: 'body', body: { name, count } })
      }),
    )
  })

  test('with any one character changed, it is refused', () => {
    const text = seal(3, { name: '첫 줄', count: 12 })

    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, other) => {
          fc.pre(text[at] !== other)

          const read = unseal(text.slice(0, at) + other + text.slice(at + 1), 3, schema)

          expect(read.kind).toBe('refused')
        },
      ),
    )
  })

  test('cut off anywhere, it is refused', () => {
    const text = seal(3, { name: 'a', count: 12 })

    const kinds = Array.from(text, (_, length) => unseal(text.slice(0, length), 3, schema).kind)

    expect(new Set(kinds)).toEqual(new Set(['refused']))
  })

  test.each([2, 4, 33])(
    'written by version %d, it is refused with a code of its own',
    (version) => {
      const read = unseal(seal(version, { name: 'a', count: 1 }), 3, schema)

      expect(read).toEqual({ kind: 'refused', code: 'snapshot-of-another-version' })
    },
  )

  test.each([
    ['a body that is no such state', seal(3, { name: 'a', count: -1 })],
    ['a body that is nothing', '3:2166136261:'],
    ['text that is no snapshot', 'once upon a time'],
    ['no text', ''],
  ])('%s is refused as damaged', (_, text) => {
    expect(unseal(text, 3, schema)).toEqual(damaged)
  })

  test('a body that is not JSON is refused, though its checksum is right', () => {
    // FNV-1a of "{": one step from the offset basis.
    const sum = Math.imul(0x811c9dc5 ^ 0x7b, 0x01000193) >>> 0

    expect(unseal(`3:${sum}:{`, 3, z.unknown())).toEqual({ kind: 'body', body: undefined })
    expect(unseal(`3:${sum}:{`, 3, schema)).toEqual(damaged)
  })
})

test('a row’s sum is another when any one of its fields is, or two are swapped', () => {
  const fields = fc.array(fc.nat(), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(fields, fc.nat(7), fc.integer({ min: 1, max: 9 }), (row, which, more) => {
      const at = which % row.length
      const other = row.with(at, (row[at] ?? 0) + more)

      expect(rowSum(['a', ...other])).not.toBe(rowSum(['a', ...row]))
    }),
  )
  expect(rowSum(['a', 1, 2])).not.toBe(rowSum(['a', 2, 1]))
})
