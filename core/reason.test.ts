import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { because, reasonCodes, reasonOf, type BracesOf } from './reason.ts'
import { reasonSentences } from './reason-sentences.ts'

/** Each sentence with something in its braces, as text and as a number. */
function filled(sentence: string, value: (name: string) => string): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name))
}

describe('a reason', () => {
  test('is one English sentence, with what it is about filled in', () => {
    expect(because('shares-above-all')).toBe('the shares are more than 100 %')
    expect(because('rate-follows-the-shop', { floor: 1, ceiling: 50 })).toBe(
      'the rate follows the shop between 1 and 50 a second',
    )
    expectTypeOf<BracesOf<(typeof reasonSentences)['rate-follows-the-shop']>>().toEqualTypeOf<
      'floor' | 'ceiling'
    >()
    expectTypeOf<BracesOf<(typeof reasonSentences)['title-by-language']>>().toEqualTypeOf<never>()
  })

  test.each(reasonCodes)('that is %s is read back from its sentence', (code) => {
    for (const value of [(name: string) => `${name}-7`, () => '1000', () => '#1d1a16']) {
      const sentence = filled(reasonSentences[code], value)
      const names = [...reasonSentences[code].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

      expect(reasonOf(sentence)).toEqual({
        code,
        values: new Map(names.map((name) => [name, value(name)])),
      })
    }
  })

  test('of somebody else is none of ours, however long', () => {
    expect(reasonOf('Invalid input: expected number')).toBeUndefined()
    expect(reasonOf(`${'x'.repeat(9_999)} at least`)).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => reasonOf(`§ ${text} §`) === undefined))
  })
})
