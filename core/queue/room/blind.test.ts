import { describe, expect, test } from 'vitest'
import { sightOf } from './blind.ts'

const NOW_MS = 1_000_000
const schedule = { openAtMs: 1, closeAtMs: 2_000_000 }
const policies = ['hold', 'open', 'closed'] as const

function kinds(word: { saidAtMs: number; asOfMs?: number } | undefined, of = schedule): string[] {
  const heard = word && { asOfMs: word.saidAtMs, ...word }
  return policies.map((policy) => sightOf(heard, policy, of, NOW_MS).kind)
}

describe('R10: a room', () => {
  test('is believed for ten seconds after its last word, whatever the policy', () => {
    expect(kinds({ saidAtMs: NOW_MS - 10_000 })).toEqual(['sees', 'sees', 'sees'])
    expect(kinds({ saidAtMs: NOW_MS - 10_001 })).toEqual(['held', 'open', 'closed'])
  })

  test('of which nothing was ever heard is what the operator chose', () => {
    expect(kinds(undefined)).toEqual(['held', 'open', 'closed'])
  })

  test('that is heard is seen, however old a count in its word', () => {
    expect(kinds({ saidAtMs: NOW_MS, asOfMs: NOW_MS - 60_000 })).toEqual(['sees', 'sees', 'sees'])
  })

  test('that has just begun again is held for a moment, and lets nobody through', () => {
    expect(kinds({ saidAtMs: NOW_MS, asOfMs: 0 })).toEqual(['held', 'held', 'held'])
  })

  test('lets nobody through before its sale, or after it', () => {
    expect(kinds(undefined, { openAtMs: NOW_MS + 1, closeAtMs: 2_000_000 })).toEqual([
      'held',
      'held',
      'closed',
    ])
    expect(kinds(undefined, { openAtMs: 1, closeAtMs: NOW_MS })).toEqual(['held', 'held', 'closed'])
  })
})
