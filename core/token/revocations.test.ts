import { describe, expect, test } from 'vitest'
import { REVOCATIONS_MAX } from '../queue/limits.ts'
import type { RevocationDelta } from './delta.ts'
import { delta, freshList, NOW_MS } from './model/good-tokens.ts'
import {
  applyDelta,
  isRevoked,
  isTooOld,
  signersNowMs,
  type Applied,
  type RevocationList,
} from './revocations.ts'

function listAfter(...deltas: RevocationDelta[]): RevocationList {
  let list: RevocationList | undefined
  for (const each of deltas) {
    const applied = applyDelta(list, each)
    if (applied.kind === 'list') list = applied.list
  }
  if (list === undefined) throw new Error('None of these deltas begins a list.')
  return list
}

const begun = listAfter(delta)
const next: RevocationDelta = {
  ...delta,
  from: 2,
  to: 3,
  asOfMs: NOW_MS + 1_000,
  signedAtMs: NOW_MS + 1_000,
  entries: [{ jti: 'session-3', untilMs: NOW_MS + 50_000 }],
}

const quietAt = (signedAtMs: number) =>
  listAfter(delta, { ...next, to: 2, entries: [], signedAtMs })
const refusedAs = (reason: string) => ({ kind: 'refused', reason })

describe('a list of revocations', () => {
  test('the first delta from 0 begins it', () => {
    expect(begun).toEqual({
      epoch: 'epoch-2',
      cursor: 2,
      asOfMs: NOW_MS,
      signedAtMs: NOW_MS,
      noLine: false,
      untilMsOf: new Map([
        ['session-1', NOW_MS + 30_000],
        ['session-2', NOW_MS + 60_000],
      ]),
    })
  })

  test('R8: the next delta adds what it says, and forgets nothing that could be accepted', () => {
    const list = listAfter(delta, next)

    expect(list.cursor).toBe(3)
    const all = ['session-1', 'session-2', 'session-3', 'session-4']
    expect(all.map((id) => isRevoked(list, id))).toEqual([true, true, true, false])
  })

  test('a delta without entries makes the list younger', () => {
    const quiet = { ...next, to: 2, entries: [] }

    expect(listAfter(delta, quiet)).toEqual({
      ...begun,
      asOfMs: NOW_MS + 1_000,
      signedAtMs: NOW_MS + 1_000,
    })
  })

  test('R10: a page with more behind it does not make the list younger', () => {
    const list = listAfter(delta, { ...next, more: true })

    expect(list).toMatchObject({ cursor: 3, asOfMs: NOW_MS, signedAtMs: NOW_MS + 1_000 })
  })

  test('R10: a signer that has not heard a silent segment makes no list younger', () => {
    const list = listAfter(delta, { ...next, asOfMs: NOW_MS - 4_000, signedAtMs: NOW_MS + 6_000 })

    expect(list).toMatchObject({ asOfMs: NOW_MS, signedAtMs: NOW_MS + 6_000 })
    expect(isTooOld(list, signersNowMs(list, 0))).toBe(true)
  })

  test('a page read again does not take the list back', () => {
    const again = { ...delta, to: 1, more: true, entries: delta.entries.slice(0, 1) }

    expect(listAfter(delta, { ...again, signedAtMs: NOW_MS + 1_000 })).toMatchObject({
      cursor: 2,
      asOfMs: NOW_MS,
      signedAtMs: NOW_MS + 1_000,
    })
  })

  test('a signer whose clock is a little behind another’s does not turn the list’s back', () => {
    const list = listAfter(delta, { ...next, asOfMs: NOW_MS - 250, signedAtMs: NOW_MS - 250 })

    expect(list).toMatchObject({ cursor: 3, asOfMs: NOW_MS, signedAtMs: NOW_MS })
  })

  test('a session is kept to the later of the ends that were said', () => {
    const again = { ...next, entries: [{ jti: 'session-1', untilMs: NOW_MS + 40_000 }] }
    const earlier = { ...next, entries: [{ jti: 'session-1', untilMs: NOW_MS + 10_000 }] }

    expect(listAfter(delta, again).untilMsOf.get('session-1')).toBe(NOW_MS + 40_000)
    expect(listAfter(delta, earlier).untilMsOf.get('session-1')).toBe(NOW_MS + 30_000)
  })

  test('an entry is dropped in the instant in which no verifier accepts its token any more', () => {
    expect(isRevoked(quietAt(NOW_MS + 34_999), 'session-1')).toBe(true)
    expect(isRevoked(quietAt(NOW_MS + 35_000), 'session-1')).toBe(false)
    expect(isRevoked(quietAt(NOW_MS + 35_000), 'session-2')).toBe(true)
  })

  test('an entry that is dead when it comes is not kept', () => {
    const late = { ...next, entries: [{ jti: 'session-3', untilMs: NOW_MS - 4_000 }] }

    expect(isRevoked(listAfter(delta, late), 'session-3')).toBe(false)
  })

  test('the list that was is left as it was', () => {
    applyDelta(begun, { ...next, signedAtMs: NOW_MS + 35_000 })

    expect(begun).toEqual(listAfter(delta))
  })

  test('R8: at 5 s it is too old, whatever the verifier’s own clock says', () => {
    expect(isTooOld(begun, signersNowMs(begun, 4_999))).toBe(false)
    expect(isTooOld(begun, signersNowMs(begun, 5_000))).toBe(true)
  })
})

describe('a delta that does not fit the list', () => {
  test('beyond the cursor there is a gap: something was lost', () => {
    expect(applyDelta(begun, { ...next, from: 3 })).toEqual(refusedAs('revocations-gap'))
    expect(applyDelta(undefined, next)).toEqual(refusedAs('revocations-gap'))
  })

  test('one that was heard already, or overtaken, tells nothing', () => {
    const after = listAfter(delta, next)

    expect(applyDelta(begun, delta)).toEqual(refusedAs('revocations-older'))
    expect(applyDelta(after, delta)).toEqual(refusedAs('revocations-older'))
  })

  test('one that overlaps what was heard is taken for what is new', () => {
    expect(listAfter(delta, { ...next, from: 1 })).toEqual(listAfter(delta, next))
  })

  test('one of another epoch sends the verifier to 0; an echo of an earlier one does not', () => {
    const other = { ...next, epoch: 'epoch-3', from: 0 }
    const echo = { ...other, asOfMs: NOW_MS, signedAtMs: NOW_MS }

    expect(applyDelta(begun, other)).toEqual(refusedAs('revocations-other-epoch'))
    expect(applyDelta(begun, echo)).toEqual(refusedAs('revocations-older'))
    expect(listAfter(other).epoch).toBe('epoch-3')
  })

  test('R8: a list at its limit drops nothing to make room; it takes more once some have died', () => {
    const untilMsOf = new Map<string, number>([['dies-first', NOW_MS - 4_000]])
    for (let index = 1; index < REVOCATIONS_MAX; index += 1) {
      untilMsOf.set(`other-${index}`, NOW_MS + 60_000)
    }
    const full: RevocationList = { ...freshList, cursor: 2, untilMsOf }
    const beforeItDies = { ...next, signedAtMs: NOW_MS + 999, asOfMs: NOW_MS + 999 }

    expect(applyDelta(full, beforeItDies)).toEqual(refusedAs('revocations-too-many'))
    const later: Applied = applyDelta(full, next)
    expect(later.kind === 'list' && isRevoked(later.list, 'session-3')).toBe(true)
  })
})
