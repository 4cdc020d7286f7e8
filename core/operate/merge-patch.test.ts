import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergePatch, patchTo } from './merge-patch.ts'

describe('a patch', () => {
  test.each([
    [{ a: 1 }, { a: 2 }, { a: 2 }],
    [{ a: 1, b: 1 }, { a: null }, { b: 1 }],
    [{ a: { b: 1, c: 1 } }, { a: { b: 2 } }, { a: { b: 2, c: 1 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{}, { a: { b: null } }, { a: {} }],
    [{ a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('of %j with %j makes %j', (before, patch, after) => {
    expect(mergePatch(before, patch)).toEqual(after)
  })

  test('that was made of two records makes one of the other', () => {
    const leaf = fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer()))
    const record = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(leaf, fc.dictionary(fc.constantFrom('d', 'e'), leaf)),
    )

    fc.assert(
      fc.property(record, record, (before, after) => {
        expect(mergePatch(before, patchTo(before, after))).toEqual(after)
      }),
    )
  })

  test('of what is the same is empty', () => {
    expect(patchTo({ a: { b: [1] } }, { a: { b: [1] } })).toEqual({})
  })
})
