import { describe, expect, test } from 'vitest'
import { sightOf } from './blind.ts'

const NOW_MS = 1_000_000

const kinds = (asOfMs: number) =>
  (['hold', 'open', 'closed'] as const).map((policy) => sightOf(asOfMs, policy, NOW_MS).kind)

describe('R10: the word of a room', () => {
  test('is believed for ten seconds, whatever the policy', () => {
    for (const policy of ['hold', 'open', 'closed'] as const) {
      expect(sightOf(NOW_MS - 10_000, policy, NOW_MS).kind).toBe('sees')
      expect(sightOf(NOW_MS - 10_001, policy, NOW_MS).kind).not.toBe('sees')
    }
  })

  test('that is too old, or never came, is what the operator chose', () => {
    expect(kinds(1)).toEqual(['held', 'open', 'closed'])
    expect(kinds(0)).toEqual(['held', 'open', 'closed'])
  })
})
