import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { readAdmission } from './admission.ts'
import type { RevocationDelta } from './delta.ts'
import {
  admissionExpected,
  admissionFacts,
  delta,
  freshList,
  NOW_MS,
  signedClaims,
} from './model/good-tokens.ts'
import { RevocationFeed, type Ended, type Step } from './model/revocation-feed.ts'
import { applyDelta, signersNowMs, type RevocationList } from './revocations.ts'

type History = { readonly ended: Ended[]; readonly steps: Step[] }

const SESSIONS = 6

/** A token's end in whole seconds; a session is ended at any time before it, or a little after. */
const histories: fc.Arbitrary<History> = fc.record({
  ended: fc
    .array(
      fc.record({
        atMs: fc.integer({ min: 0, max: 30_000 }),
        lifeSeconds: fc.integer({ min: 10, max: 60 }),
      }),
      { maxLength: SESSIONS },
    )
    .map((all) =>
      all
        .toSorted((a, b) => a.atMs - b.atMs)
        .map(({ atMs, lifeSeconds }, index) => ({
          sessionId: `session-${index}`,
          atMs: NOW_MS + atMs,
          untilMs: NOW_MS + lifeSeconds * 1_000,
        })),
    ),
  steps: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
      fc.record({ kind: fc.constantFrom('ask' as const, 'ask' as const, 'crash' as const) }),
      fc.record({ kind: fc.constant('deliver' as const), which: fc.nat(9), again: fc.boolean() }),
      fc.record({ kind: fc.constant('lose' as const), which: fc.nat(9) }),
    ),
    { minLength: 1, maxLength: 60, size: 'max' },
  ),
})

/** What a door does now with the last token of each session. */
function doorsOf(feed: RevocationFeed, ended: readonly Ended[]) {
  const expected = { ...admissionExpected, list: feed.list, policy: 'open' as const }
  return Array.from({ length: SESSIONS }, (_, index) => {
    const sessionId = `session-${index}`
    const untilMs = ended[index]?.untilMs ?? NOW_MS + 60_000
    const payload = signedClaims({ sessionId, tokenUntilMs: untilMs })
    const facts = { ...admissionFacts, payload }
    const outcome = readAdmission(facts, expected, feed.verifierNowMs())
    const endedAtMs = ended[index]?.atMs ?? Infinity
    const isMarked = outcome.kind === 'admitted' && outcome.marked
    return { sessionId, index, untilMs, endedAtMs, outcome, isMarked }
  })
}

const deltaAt = (afterMs: number): RevocationDelta => ({
  ...delta,
  to: 2 + Math.floor(afterMs / 10_000),
  asOfMs: NOW_MS + afterMs,
  signedAtMs: NOW_MS + afterMs,
  entries: delta.entries.filter(({ untilMs }) => untilMs + 5_000 > NOW_MS + afterMs),
})

function listAfter(deltas: readonly RevocationDelta[]): RevocationList | undefined {
  let list: RevocationList | undefined
  for (const each of deltas) {
    const applied = applyDelta(list, each)
    if (applied.kind === 'list') list = applied.list
  }
  return list
}

describe('over a network that loses, doubles, delays and reorders', () => {
  test('R8: a session ended 5 s ago enters nowhere unmarked, and one heard of enters nowhere', () => {
    const seen = { refused: 0, marked: 0, unmarked: 0 }
    fc.assert(
      fc.property(histories, ({ ended, steps }) => {
        const feed = new RevocationFeed(ended)
        for (const step of steps) {
          feed.perform(step)
          const heard = feed.list?.cursor ?? 0
          const entered = doorsOf(feed, ended).filter(({ outcome }) => outcome.kind === 'admitted')
          seen.refused += SESSIONS - entered.length
          const marked = entered.filter(({ isMarked }) => isMarked)
          const unmarked = entered.filter(({ isMarked }) => !isMarked)
          seen.marked += marked.length
          seen.unmarked += unmarked.length

          const overdue = unmarked.filter(({ endedAtMs }) => endedAtMs + 5_000 <= feed.nowMs)
          expect(overdue).toEqual([])
          expect(entered.filter(({ index }) => index < heard && index < ended.length)).toEqual([])
        }
      }),
      { numRuns: inject('runs') },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
  })

  test('R8: when the network is quiet again, exactly those not ended enter', () => {
    fc.assert(
      fc.property(histories, ({ ended, steps }) => {
        const feed = new RevocationFeed(ended)
        for (const step of steps) feed.perform(step)
        feed.catchUp()

        const gone = new Set(feed.endedSoFar().map(({ sessionId }) => sessionId))
        for (const { sessionId, untilMs, outcome } of doorsOf(feed, ended)) {
          const isDead = gone.has(sessionId) || feed.nowMs >= untilMs + 5_000
          expect(outcome.kind).toBe(isDead ? 'refused' : 'admitted')
          expect(outcome).not.toMatchObject({ marked: true })
        }
      }),
      { numRuns: inject('runs') },
    )
  })

  test('deltas from 0 make one list, in whatever order and however often they come', () => {
    const instants = fc.array(fc.nat(70_000), { minLength: 1, maxLength: 8 })
    const shuffled = instants.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([given, disordered]) => {
        const inOrder = given.toSorted((a, b) => a - b)

        expect(listAfter(disordered.map(deltaAt))).toEqual(listAfter(inOrder.map(deltaAt)))
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R8: the signer’s time is never reckoned early, however slow the way', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(60_000), (thereMs, backMs, laterMs) => {
        const askedMs = NOW_MS - thereMs
        const trulyMs = NOW_MS + backMs + laterMs

        const reckonedMs = signersNowMs(freshList, trulyMs - askedMs)

        expect(reckonedMs).toBeGreaterThanOrEqual(trulyMs)
        expect(reckonedMs - trulyMs).toBe(thereMs)
      }),
      { numRuns: inject('runs') },
    )
  })
})
