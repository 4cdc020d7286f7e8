import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import type { AdmissionFacts } from './admission.ts'
import { claimsOf } from './claims.ts'
import { admission, admissionFacts, NOW_MS, signedClaims } from './model/good-tokens.ts'
import type { AdmissionRefusal } from './refusals.ts'
import { readRenewal, shouldRenew, type RenewalOutcome } from './renewal.ts'

type Spoilt = {
  facts?: Partial<AdmissionFacts>
  epoch?: string
  session?: { untilMs: number } | undefined
  nowMs?: number
}

const session = { untilMs: NOW_MS + 1_200_000 }

function read(spoilt: Spoilt): RenewalOutcome {
  const { issuer, audience, room } = admission
  return readRenewal(
    { ...admissionFacts, ...spoilt.facts },
    { issuer, audience, room, epoch: spoilt.epoch ?? 'epoch-2' },
    'session' in spoilt ? spoilt.session : session,
    spoilt.nowMs ?? NOW_MS,
  )
}

const endMs = NOW_MS + 60_000

describe('a renewal', () => {
  test.for([
    ['before its end', endMs - 25_000],
    ['just after its end', endMs + 6_000],
    ['while a long form is filled in', endMs + 299_999],
  ] as const)('R8: %s a token is exchanged for the next while the session lasts', ([, nowMs]) => {
    expect(read({ nowMs })).toEqual({ kind: 'renew', claims: signedClaims() })
  })

  test.for<{ reason: AdmissionRefusal; it: Spoilt }>([
    { reason: 'admission-session-over', it: { session: undefined } },
    { reason: 'admission-session-over', it: { session: { untilMs: NOW_MS } } },
    { reason: 'admission-too-late-to-renew', it: { nowMs: endMs + 300_000 } },
    { reason: 'admission-other-holder', it: { facts: { holderHash: undefined } } },
    { reason: 'admission-not-yet-valid', it: { nowMs: NOW_MS - 5_001 } },
    { reason: 'admission-other-epoch', it: { epoch: 'epoch-3' } },
    { reason: 'admission-bad-signature', it: { facts: { signature: 'bad' } } },
    { reason: 'admission-unknown-key', it: { facts: { signature: 'unknown-key' } } },
  ])('is refused as $reason: $it', ({ reason, it }) => {
    expect(read(it)).toEqual({ kind: 'refused', reason })
  })

  test('a token with less than 30 s left is signed anew on the way', () => {
    expect(shouldRenew(signedClaims(), endMs - 30_000)).toBe(false)
    expect(shouldRenew(signedClaims(), endMs - 29_999)).toBe(true)
    expect(shouldRenew(signedClaims(), endMs + 1)).toBe(true)
  })

  test('R8: renewed for ever, no token ends after its session, and a thief renews nothing', () => {
    const waits = fc.array(fc.nat(100_000), { maxLength: 30, size: 'max' })
    fc.assert(
      fc.property(waits, fc.integer({ min: 1_000, max: 600_000 }), (waits, lastsMs) => {
        const untilMs = NOW_MS + lastsMs
        let payload = signedClaims({ tokenUntilMs: untilMs })
        let nowMs = NOW_MS
        for (const waitMs of waits) {
          nowMs += waitMs
          const theft = { payload, holderHash: undefined }
          expect(read({ facts: theft, session: { untilMs }, nowMs }).kind).toBe('refused')
          if (read({ facts: { payload }, session: { untilMs }, nowMs }).kind === 'refused') break
          payload = claimsOf({ ...admission, tokenUntilMs: untilMs }, nowMs) ?? payload
        }

        expect(payload.exp * 1_000).toBeLessThanOrEqual(untilMs)
      }),
      { numRuns: inject('runs') },
    )
  })
})
