/**
 * The gateway's word to the origin behind it: who this request is from. It is made anew every
 * second and dead after five, and it never reaches the fan.
 */
import { z } from 'zod'
import { VERIFIER_SKEW_MS } from '../queue/limits.ts'
import { sessionIdSchema, type AdmissionClaims } from './claims.ts'
import { NAME_MAX_CHARS, ORIGIN_MAX_CHARS } from './limits.ts'
import { refused, type AdmissionRefusal, type Refused } from './refusals.ts'
import { ASSERTION_TYPE, jwtFault, type JwtFacts } from './signature.ts'

export const ASSERTION_HEADER = 'Admit-One-Assertion'
const ASSERTION_SECONDS = 5

const name = z.string().min(1).max(NAME_MAX_CHARS)
const origin = z.string().min(1).max(ORIGIN_MAX_CHARS)
const instantSeconds = z.int().nonnegative()

const assertionClaims = z.object({
  iss: origin,
  aud: origin,
  iat: instantSeconds,
  exp: instantSeconds,
  room: name,
  /** Let through without knowing (R10), or without a line. */
  marked: z.boolean(),
  /** Of a session, where there is one. */
  epoch: name.exactOptional(),
  lane: name.exactOptional(),
  sub: name.exactOptional(),
  jti: sessionIdSchema.exactOptional(),
})
export type AssertionClaims = z.infer<typeof assertionClaims>

export type Asserted = {
  readonly issuer: string
  readonly audience: string
  readonly room: string
  readonly marked: boolean
  readonly session: Pick<AdmissionClaims, 'epoch' | 'lane' | 'sub' | 'jti'> | undefined
}

export function assertionOf(asserted: Asserted, nowMs: number): AssertionClaims {
  const { issuer, audience, room, marked, session } = asserted
  const iat = Math.floor(nowMs / 1_000)
  return {
    iss: issuer,
    aud: audience,
    iat,
    exp: iat + ASSERTION_SECONDS,
    room,
    marked,
    ...(session !== undefined && {
      epoch: session.epoch,
      lane: session.lane,
      sub: session.sub,
      jti: session.jti,
    }),
  }
}

export type AssertionOutcome =
  | { readonly kind: 'asserted'; readonly claims: AssertionClaims }
  | Refused<AdmissionRefusal>

export function readAssertion(
  facts: JwtFacts,
  expected: { readonly issuer: string; readonly audience: string; readonly room: string },
  nowMs: number,
): AssertionOutcome {
  const fault = jwtFault(facts, ASSERTION_TYPE)
  if (fault !== undefined) return refused(`admission-${fault}`)
  const read = assertionClaims.safeParse(facts.payload)
  if (!read.success) return refused('admission-malformed')
  const { iss, aud, room, iat, exp } = read.data
  if (iss !== expected.issuer) return refused('admission-wrong-issuer')
  if (aud !== expected.audience) return refused('admission-wrong-audience')
  if (room !== expected.room) return refused('admission-other-room')
  if (exp - iat > ASSERTION_SECONDS) return refused('admission-lives-too-long')
  if (iat * 1_000 > nowMs + VERIFIER_SKEW_MS) return refused('admission-not-yet-valid')
  if (nowMs >= exp * 1_000 + VERIFIER_SKEW_MS) return refused('admission-expired')
  return { kind: 'asserted', claims: read.data }
}
