import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { claimsOf, readClaims, tokenEndMs } from './claims.ts'
import { admission, admissionExpected, admissionFacts, NOW_MS } from './model/good-tokens.ts'

describe('the end of an admission token', () => {
  test('R8: it is a minute from now while the session lasts longer', () => {
    expect(tokenEndMs(NOW_MS, NOW_MS + 1_200_000)).toBe(NOW_MS + 60_000)
  })

  test('R8: it is the end of the session when that comes first', () => {
    expect(tokenEndMs(NOW_MS, NOW_MS + 20_000)).toBe(NOW_MS + 20_000)
  })

  test('a room may give tokens a shorter life, and never a longer one', () => {
    expect(tokenEndMs(NOW_MS, NOW_MS + 1_200_000, 10_000)).toBe(NOW_MS + 10_000)
    expect(tokenEndMs(NOW_MS, NOW_MS + 1_200_000, 90_000)).toBe(NOW_MS + 60_000)
  })

  test('a part of a second is cut off, so that no rounding outlives the session', () => {
    expect(tokenEndMs(NOW_MS, NOW_MS + 20_999)).toBe(NOW_MS + 20_000)
  })

  test('R8: whenever it is signed, it is within its life and within the session', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(120_000), (nowMs, sessionUntilMs, tokenMs) => {
        const endMs = tokenEndMs(nowMs, sessionUntilMs, tokenMs)

        expect(endMs).toBeLessThanOrEqual(sessionUntilMs)
        expect(endMs).toBeLessThanOrEqual(nowMs + Math.min(60_000, tokenMs))
        expect(endMs % 1_000).toBe(0)
      }),
      { numRuns: inject('runs') },
    )
  })
})

describe('the claims of an admission token', () => {
  test('the wire format changes only on purpose', () => {
    expect(claimsOf(admission, NOW_MS + 700)).toEqual({
      iss: 'https://queue.example',
      aud: 'https://shop.example',
      sub: 'general:4711',
      jti: 'epoch-2.general.4711.9',
      iat: NOW_MS / 1_000,
      exp: NOW_MS / 1_000 + 60,
      room: 'finale',
      epoch: 'epoch-2',
      lane: 'general',
      cnf: { 'cookie#S256': admission.holderHash },
    })
  })

  test('R1: a signer whose clock runs ahead does not sign beyond what the segment granted', () => {
    const claims = claimsOf({ ...admission, tokenUntilMs: NOW_MS + 30_000 }, NOW_MS + 5_000)

    expect(claims?.exp).toBe(NOW_MS / 1_000 + 30)
  })

  test('with less than a second left there is nothing to sign', () => {
    expect(claimsOf({ ...admission, tokenUntilMs: NOW_MS + 999 }, NOW_MS)).toBeUndefined()
    expect(claimsOf({ ...admission, tokenUntilMs: NOW_MS - 1 }, NOW_MS)).toBeUndefined()
  })

  test('a claim that a newer signer added does not shut its holder out', () => {
    const payload = { ...claimsOf(admission, NOW_MS), seat: 'B-12' }
    const { issuer, audience, room } = admissionExpected

    const read = readClaims(
      { ...admissionFacts, payload },
      { issuer, audience, room, epoch: 'epoch-2' },
    )

    expect(read).toEqual({ kind: 'claims', claims: claimsOf(admission, NOW_MS) })
  })
})
