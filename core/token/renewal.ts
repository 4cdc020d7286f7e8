/**
 * When a token is signed anew, and for whom. A renewal is asked of the part that knows the
 * session, so no list of revocations is needed: an ended session is over.
 */
import { isFromTheFuture, otherHolder, type AdmissionFacts } from './admission.ts'
import { readClaims, type AdmissionClaims, type ClaimsExpected } from './claims.ts'
import { RENEW_BELOW_MS, RENEW_LATE_MS } from './limits.ts'
import { refused, type AdmissionRefusal, type Refused } from './refusals.ts'

/** The gateway signs on the way whatever would end soon: of a short life, the second half. */
export function shouldRenew({ iat, exp }: AdmissionClaims, nowMs: number): boolean {
  const halfLifeMs = ((exp - iat) * 1_000) / 2
  return exp * 1_000 - nowMs < Math.min(RENEW_BELOW_MS, halfLifeMs)
}

export type RenewalOutcome =
  | { readonly kind: 'renew'; readonly claims: AdmissionClaims }
  | Refused<AdmissionRefusal>

/** May this token be exchanged for the next? Also just after its end, while the session lasts. */
export function readRenewal(
  facts: AdmissionFacts,
  expected: ClaimsExpected,
  session: { readonly untilMs: number } | undefined,
  nowMs: number,
): RenewalOutcome {
  const read = readClaims(facts, expected)
  if (read.kind === 'refused') return read
  const { claims } = read
  if (isFromTheFuture(claims, nowMs)) return refused('admission-not-yet-valid')
  const reason = otherHolder(claims, facts.holderHash)
  if (reason !== undefined) return refused(reason)
  if (session === undefined || session.untilMs <= nowMs) return refused('admission-session-over')
  if (nowMs >= claims.exp * 1_000 + RENEW_LATE_MS) return refused('admission-too-late-to-renew')
  return { kind: 'renew', claims }
}
