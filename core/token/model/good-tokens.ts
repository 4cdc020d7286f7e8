/** Tokens with nothing wrong, and doors that let them in: each test spoils one thing. */
import type { AdmissionExpected, AdmissionFacts } from '../admission.ts'
import { claimsOf, type Admission, type AdmissionClaims } from '../claims.ts'
import type { RevocationDelta } from '../delta.ts'
import { payloadOf, type Place, type PlaceExpected } from '../place.ts'
import type { RevocationList } from '../revocations.ts'
import type { JwtFacts } from '../signature.ts'

/** A whole second, so that instants in tests read plainly. */
export const NOW_MS = 1_900_000_000_000

export const place: Place = {
  room: 'finale',
  epoch: 'epoch-2',
  lane: 'general',
  number: 4_711,
  generation: 3,
  issuedAtMs: NOW_MS,
  subject: 'hash-of-a-fan',
}

export const placeFacts = { payload: payloadOf(place), signature: 'good' } as const

export const placeExpected: PlaceExpected = {
  room: 'finale',
  epoch: 'epoch-2',
  keptEpochs: [],
  lanes: ['fan-club', 'general'],
  subject: 'hash-of-a-fan',
  generation: 3,
  isOver: false,
}

export const HOLDER = 'h'.repeat(43)

export const admission: Admission = {
  issuer: 'https://queue.example',
  audience: 'https://shop.example',
  subject: 'general:4711',
  room: 'finale',
  epoch: 'epoch-2',
  lane: 'general',
  sessionId: 'epoch-2.general.4711.9',
  tokenUntilMs: NOW_MS + 60_000,
  holderHash: HOLDER,
}

export function signedClaims(changes: Partial<Admission> = {}, nowMs = NOW_MS): AdmissionClaims {
  const claims = claimsOf({ ...admission, ...changes }, nowMs)
  if (claims === undefined) throw new Error('This admission has nothing left to sign for.')
  return claims
}

export const admissionHeader = { alg: 'ES256', typ: 'admission+jwt', kid: 'key-1' }

export const admissionFacts: AdmissionFacts = {
  header: admissionHeader,
  payload: signedClaims(),
  signature: 'good',
  holderHash: HOLDER,
}

export const freshList: RevocationList = {
  epoch: 'epoch-2',
  cursor: 0,
  asOfMs: NOW_MS,
  signedAtMs: NOW_MS,
  noLine: false,
  untilMsOf: new Map(),
}

export const admissionExpected: AdmissionExpected = {
  issuer: 'https://queue.example',
  audience: 'https://shop.example',
  room: 'finale',
  list: freshList,
  policy: 'hold',
}

export const delta: RevocationDelta = {
  iss: 'https://queue.example',
  room: 'finale',
  epoch: 'epoch-2',
  from: 0,
  to: 2,
  more: false,
  noLine: false,
  asOfMs: NOW_MS,
  signedAtMs: NOW_MS,
  entries: [
    { jti: 'session-1', untilMs: NOW_MS + 30_000 },
    { jti: 'session-2', untilMs: NOW_MS + 60_000 },
  ],
}

export const deltaFacts: JwtFacts = {
  header: { alg: 'ES256', typ: 'revocations+jwt', kid: 'key-1' },
  payload: delta,
  signature: 'good',
}
