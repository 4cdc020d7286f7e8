import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { because, reasonCodes, reasonOf, type BracesOf } from './reason.ts'
import { reasonSentences } from './reason-sentences.ts'

/** Each sentence with something in its braces, as text and as a number. */
function filled(sentence: string, value: (name: string) => string): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name))
}

/** What stands in the braces of counts is one. */
function countOr(name: string, other: string): string {
  return ['min', 'max', 'n', 'floor', 'ceiling'].includes(name) ? '7' : other
}

/** What stands between the braces of all sentences. */
const parts = Object.values(reasonSentences)
  .flatMap((sentence) => sentence.split(/\{\w+\}/))
  .filter((part) => part !== '')

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
    for (const value of [(name: string) => countOr(name, `${name}-7`), () => '1000', () => '0.5']) {
      const sentence = filled(reasonSentences[code], value)
      const names = [...reasonSentences[code].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

      expect(reasonOf(sentence)).toEqual({
        code,
        values: new Map(names.map((name) => [name, value(name)])),
      })
    }
  })

  test('with a name that somebody made up is read back, whatever other sentences are in it', () => {
    const letters = fc.oneof(fc.constantFrom(...parts), fc.string())
    const names = fc.array(letters, { minLength: 1, maxLength: 4 }).map((some) => some.join(''))

    fc.assert(
      fc.property(names, (name) => {
        fc.pre(name !== '')
        expect(reasonOf(because('unknown-field', { name }))).toEqual({
          code: 'unknown-field',
          values: new Map([['name', name]]),
        })
      }),
    )
  })

  test.each([
    'Invalid input: expected number',
    'You must be an adult at least',
    'Bring a friend at most',
    `${'x'.repeat(9_999)} at least`,
    `${'9'.repeat(9_999)} at least`,
  ])('of somebody else is none of ours: %s', (sentence) => {
    expect(reasonOf(sentence)).toBeUndefined()
  })
})
