import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import {
  readAdmission,
  type AdmissionExpected,
  type AdmissionFacts,
  type AdmissionOutcome,
} from './admission.ts'
import {
  admissionExpected,
  admissionFacts,
  admissionHeader,
  freshList,
  HOLDER,
  NOW_MS,
  signedClaims,
} from './model/good-tokens.ts'
import type { AdmissionRefusal } from './refusals.ts'

type Spoilt = {
  facts?: Partial<AdmissionFacts>
  expected?: Partial<AdmissionExpected>
  nowMs?: number
}

function read({ facts, expected, nowMs }: Spoilt): AdmissionOutcome {
  return readAdmission(
    { ...admissionFacts, ...facts },
    { ...admissionExpected, ...expected },
    nowMs ?? NOW_MS,
  )
}

const claims = signedClaims()
const saying = (changes: object): Spoilt => ({ facts: { payload: { ...claims, ...changes } } })
const headed = (changes: object): Spoilt => ({
  facts: { header: { ...admissionHeader, ...changes } },
})
const asOf = (asOfMs: number) => ({ ...freshList, asOfMs, signedAtMs: asOfMs })
const aged = (ageMs: number) => ({ list: { ...freshList, asOfMs: NOW_MS - ageMs } })
const revoking = (jti: string) => ({ ...freshList, untilMsOf: new Map([[jti, NOW_MS + 60_000]]) })

/** Only a renewal can meet these: see renewal.test.ts. */
type RenewalAlone = 'admission-session-over' | 'admission-too-late-to-renew'

/** Typed by the union: a reason without a case does not compile. */
const cases: Record<Exclude<AdmissionRefusal, RenewalAlone>, Spoilt[]> = {
  'admission-malformed': [
    { facts: { signature: 'unreadable' } },
    { facts: { header: undefined } },
    { facts: { payload: undefined } },
    headed({ jwk: {} }),
    saying({ jti: '' }),
    saying({ exp: 'soon' }),
    saying({ exp: undefined }),
    saying({ iat: -1 }),
    saying({ aud: [claims.aud] }),
    saying({ cnf: undefined }),
    saying({ cnf: HOLDER }),
    saying({ cnf: { 'cookie#S256': 'short' } }),
  ],
  'admission-wrong-algorithm': [headed({ alg: 'none' }), headed({ alg: 'HS256' })],
  'admission-wrong-type': [headed({ typ: 'revocations+jwt' })],
  'admission-unknown-key': [{ facts: { signature: 'unknown-key' } }],
  'admission-bad-signature': [{ facts: { signature: 'bad' } }],
  'admission-wrong-issuer': [saying({ iss: 'https://queue.example.evil' })],
  'admission-wrong-audience': [
    saying({ aud: 'https://other-shop.example' }),
    saying({ aud: 'https://shop.example.evil' }),
  ],
  'admission-other-room': [saying({ room: 'encore' })],
  'admission-other-epoch': [saying({ epoch: 'epoch-1' })],
  'admission-lives-too-long': [saying({ exp: claims.iat + 61 })],
  'admission-not-yet-valid': [{ nowMs: NOW_MS - 5_001, expected: { list: asOf(NOW_MS - 5_001) } }],
  'admission-expired': [
    { nowMs: NOW_MS + 65_000 },
    // A slow clock is moved on by what the list says the time is.
    { nowMs: NOW_MS, expected: { list: asOf(NOW_MS + 65_000) } },
  ],
  'admission-other-holder': [
    { facts: { holderHash: undefined } },
    { facts: { holderHash: '' } },
    { facts: { holderHash: 'i'.repeat(43) } },
  ],
  'admission-revoked': [
    { expected: { list: revoking(claims.jti) } },
    // Known to be ended: no policy lets that in, however old the list.
    { expected: { list: { ...revoking(claims.jti), asOfMs: 0 }, policy: 'open' } },
  ],
  'admission-held': [{ expected: aged(5_000) }, { expected: { list: undefined } }],
  'admission-closed': [
    { expected: { ...aged(5_000), policy: 'closed' } },
    { expected: { list: undefined, policy: 'closed' } },
  ],
}

describe('an admission token', () => {
  test('one with nothing wrong admits its holder, unmarked', () => {
    expect(read({})).toEqual({ kind: 'admitted', claims, marked: false })
  })

  test.for(Object.entries(cases).flatMap(([reason, all]) => all.map((it) => ({ reason, it }))))(
    'is refused as $reason: $it',
    ({ reason, it }) => {
      expect(read(it)).toEqual({ kind: 'refused', reason })
    },
  )

  test('R8: it is good up to its end and the skew, and dead in that very instant', () => {
    const justBefore = NOW_MS + 64_999
    const inThatInstant = NOW_MS + 65_000

    expect(read({ nowMs: justBefore, expected: { list: asOf(justBefore) } }).kind).toBe('admitted')
    expect(read({ nowMs: inThatInstant, expected: { list: asOf(inThatInstant) } })).toEqual({
      kind: 'refused',
      reason: 'admission-expired',
    })
  })

  test('a clock within the allowed skew behind the signer’s admits at once', () => {
    const early = NOW_MS - 5_000

    expect(read({ nowMs: early, expected: { list: asOf(early) } }).kind).toBe('admitted')
  })

  test('R10: a list is trusted for less than 5 s', () => {
    expect(read({ expected: aged(4_999) })).toMatchObject({ kind: 'admitted', marked: false })
  })

  test.for([aged(5_000), { list: undefined }])(
    'R10: an open room lets through without a list to trust, and marks it',
    (expected) => {
      expect(read({ expected: { ...expected, policy: 'open' } })).toEqual({
        kind: 'admitted',
        claims,
        marked: true,
      })
    },
  )
})

const policies = fc.constantFrom('hold' as const, 'open' as const, 'closed' as const)
const aroundNow = fc.integer({ min: -200, max: 200 }).map((seconds) => NOW_MS / 1_000 + seconds)
const lives = fc.record({ iat: aroundNow, exp: aroundNow })

/** Lists of any age, none among them; the signer's clock may be anywhere. */
const lists = fc.option(
  fc
    .tuple(fc.nat(8_000), fc.nat(8_000))
    .map(([ageMs, aheadMs]) => ({ ...aged(ageMs).list, signedAtMs: NOW_MS - ageMs + aheadMs })),
  { nil: undefined },
)

describe('whatever comes, at any time', () => {
  test('R8: nobody enters by a token past its end and the skew, or older than its longest life', () => {
    const afterMs = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(lives, lists, policies, afterMs, ({ iat, exp }, list, policy, afterMs) => {
        const facts = { payload: { ...claims, iat, exp } }
        const expected = { list, policy }
        const deadMs = Math.min(exp, iat + 60) * 1_000 + 5_000

        expect(read({ facts, expected, nowMs: deadMs + afterMs }).kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R8: what a signer signs is admitted until its end, which is never beyond the session', () => {
    const signed = fc.record({
      leftMs: fc.integer({ min: 1_000, max: 120_000 }),
      signedMs: fc.nat(100_000),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(signed, ({ leftMs, signedMs, part }) => {
        const signedAtMs = NOW_MS + signedMs
        const sessionUntilMs = signedAtMs + leftMs
        const payload = signedClaims({ tokenUntilMs: sessionUntilMs }, signedAtMs)
        const usedAtMs = Math.round(signedAtMs + part * (payload.exp * 1_000 - signedAtMs))
        const list = asOf(usedAtMs)

        expect(read({ facts: { payload }, expected: { list }, nowMs: usedAtMs })).toEqual({
          kind: 'admitted',
          claims: payload,
          marked: false,
        })
        const overMs = sessionUntilMs + 5_000
        const atTheEnd = { list: asOf(overMs) }
        expect(read({ facts: { payload }, expected: atTheEnd, nowMs: overMs }).kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R8: a token stolen without its holder’s cookie is always refused', () => {
    const others = fc.option(fc.oneof(fc.string(), fc.base64String()), { nil: undefined })
    const offsets = fc.integer({ min: -100_000, max: 100_000 })
    fc.assert(
      fc.property(others, lists, policies, offsets, (other, list, policy, offsetMs) => {
        fc.pre(other !== HOLDER)
        const facts = { holderHash: other }

        expect(read({ facts, expected: { list, policy }, nowMs: NOW_MS + offsetMs }).kind).toBe(
          'refused',
        )
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R10: unmarked means that the list was fresh, and marked that the room is open', () => {
    fc.assert(
      fc.property(lists, policies, fc.nat(60_000), (list, policy, laterMs) => {
        const nowMs = NOW_MS + laterMs
        const clockMs = Math.max(nowMs, list?.signedAtMs ?? nowMs)
        const isFresh = list !== undefined && clockMs - list.asOfMs < 5_000
        const outcome = read({ expected: { list, policy }, nowMs })
        const word = outcome.kind === 'refused' ? 'refused' : `marked: ${outcome.marked}`

        const blindly = policy === 'open' ? 'marked: true' : 'refused'
        expect(word).toBe(isFresh ? 'marked: false' : blindly)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('a header and a payload of any shape are refused, and never throw', () => {
    const shapes = fc.oneof(fc.anything(), fc.jsonValue())
    fc.assert(
      fc.property(shapes, shapes, fc.boolean(), (header, payload, isHeaderGood) => {
        const facts = isHeaderGood ? { payload } : { header, payload }

        expect(read({ facts, expected: { policy: 'open' } }).kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })
})
