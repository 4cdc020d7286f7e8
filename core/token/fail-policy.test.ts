import { describe, expect, expectTypeOf, test } from 'vitest'
import { failPolicy, whenListIsOld, type FailPolicy } from './fail-policy.ts'

describe('R10: when it cannot be known which sessions were ended', () => {
  test('a room that chose nothing holds', () => {
    expect(failPolicy.parse(undefined)).toBe('hold')
    expectTypeOf<FailPolicy>().toEqualTypeOf<'hold' | 'open' | 'closed'>()
  })

  test.for([
    ['hold', { kind: 'refused', reason: 'admission-held' }],
    ['open', { kind: 'admit-marked' }],
    ['closed', { kind: 'refused', reason: 'admission-closed' }],
  ] as const)('%s does what it says', ([policy, outcome]) => {
    expect(whenListIsOld(policy)).toEqual(outcome)
  })

  test('a policy that is none of the three is not taken', () => {
    expect(failPolicy.safeParse('ajar').success).toBe(false)
  })
})
