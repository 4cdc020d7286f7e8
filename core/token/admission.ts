/**
 * May the bearer of this token enter now (R8)? The same rules at the gateway, in the origin's
 * own verifier and in the simulator.
 */
import { VERIFIER_SKEW_MS } from '../queue/limits.ts'
import { readClaims, type AdmissionClaims, type ClaimsExpected } from './claims.ts'
import { whenListIsOld, type FailPolicy } from './fail-policy.ts'
import { refused, type AdmissionRefusal, type Refused } from './refusals.ts'
import { isRevoked, isTooOld, type RevocationList } from './revocations.ts'
import type { JwtFacts } from './signature.ts'

export type AdmissionFacts = JwtFacts & {
  /** The hash of the holder's cookie that came with the token, if one came. */
  readonly holderHash: string | undefined
}

export type AdmissionExpected = Omit<ClaimsExpected, 'epoch'> & {
  /** The room's revocations as this verifier knows them; they say which epoch it is, too. */
  readonly list: RevocationList | undefined
  readonly policy: FailPolicy
}

export type AdmissionOutcome =
  /** Marked: let through without knowing whether the session was ended (R10). */
  | { readonly kind: 'admitted'; readonly claims: AdmissionClaims; readonly marked: boolean }
  | Refused<AdmissionRefusal>

export function readAdmission(
  facts: AdmissionFacts,
  expected: AdmissionExpected,
  nowMs: number,
): AdmissionOutcome {
  const { list, policy } = expected
  const read = readClaims(facts, { ...expected, epoch: list?.epoch })
  if (read.kind === 'refused') return read
  const { claims } = read
  // A verifier whose clock is slow would accept tokens whose revocation is forgotten already.
  const clockMs = Math.max(nowMs, list?.signedAtMs ?? nowMs)
  const reason = outOfTime(claims, clockMs) ?? otherHolder(claims, facts.holderHash)
  if (reason !== undefined) return refused(reason)
  if (list !== undefined && isRevoked(list, claims.jti)) return refused('admission-revoked')
  if (list !== undefined && !isTooOld(list, clockMs)) {
    return { kind: 'admitted', claims, marked: false }
  }
  const blind = whenListIsOld(policy)
  return blind.kind === 'refused' ? blind : { kind: 'admitted', claims, marked: true }
}

export type NoTokenOutcome =
  /** Marked, since nobody knows of a session: there is no line, or none that can be seen (R10). */
  { readonly kind: 'let-through' } | { readonly kind: 'none' } | Refused<'admission-closed'>

/** Who comes without a token goes to the waiting room, but where there is no line. */
export function readNoToken(
  { list, policy }: Pick<AdmissionExpected, 'list' | 'policy'>,
  nowMs: number,
): NoTokenOutcome {
  const clockMs = Math.max(nowMs, list?.signedAtMs ?? nowMs)
  if (list !== undefined && !isTooOld(list, clockMs)) {
    return { kind: list.noLine ? 'let-through' : 'none' }
  }
  if (policy === 'open') return { kind: 'let-through' }
  return policy === 'closed' ? refused('admission-closed') : { kind: 'none' }
}

/** At its end plus the skew it is dead: in that instant its slot is free for somebody else (R1). */
function outOfTime({ iat, exp }: AdmissionClaims, nowMs: number): AdmissionRefusal | undefined {
  if (isFromTheFuture({ iat }, nowMs)) return 'admission-not-yet-valid'
  return nowMs >= exp * 1_000 + VERIFIER_SKEW_MS ? 'admission-expired' : undefined
}

export function isFromTheFuture({ iat }: Pick<AdmissionClaims, 'iat'>, nowMs: number): boolean {
  return iat * 1_000 > nowMs + VERIFIER_SKEW_MS
}

/** Both are hashes, and neither is a secret: comparing them needs no constant time. */
export function otherHolder(
  { cnf }: AdmissionClaims,
  holderHash: string | undefined,
): 'admission-other-holder' | undefined {
  return cnf['cookie#S256'] === holderHash ? undefined : 'admission-other-holder'
}
