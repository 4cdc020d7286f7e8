/**
 * What an admission token says, and to whom: the claims of an ES256 JWT, as they are signed and
 * as they are read. Time, holder and revocations are judged where it is used.
 */
import { z } from 'zod'
import { TOKEN_MS } from '../queue/limits.ts'
import { NAME_MAX_CHARS, ORIGIN_MAX_CHARS, SESSION_ID_MAX_CHARS } from './limits.ts'
import { refused, type AdmissionRefusal, type Refused } from './refusals.ts'
import { ADMISSION_TYPE, jwtFault, type JwtFacts } from './signature.ts'

const name = z.string().min(1).max(NAME_MAX_CHARS)
const origin = z.string().min(1).max(ORIGIN_MAX_CHARS)
const instantSeconds = z.int().nonnegative()

export const sessionIdSchema = z.string().min(1).max(SESSION_ID_MAX_CHARS)

/** Base64url of a SHA-256. */
const holderHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** Claims we do not know are let pass: a newer signer may say more. */
const admissionClaims = z.object({
  iss: origin,
  aud: origin,
  /** Who is in the shop: the subject's hash, or the place where the room knows no subject. */
  sub: name,
  /** The session. Every token of a session bears it, so that one revocation ends them all. */
  jti: sessionIdSchema,
  iat: instantSeconds,
  exp: instantSeconds,
  room: name,
  epoch: name,
  lane: name,
  /** A confirmation claim is an object (RFC 7800); ours is the hash of the holder's cookie (R8). */
  cnf: z.object({ 'cookie#S256': holderHash }),
})
export type AdmissionClaims = z.infer<typeof admissionClaims>

/** A session as its segment granted it, and who holds it. */
export type Admission = {
  readonly issuer: string
  readonly audience: string
  readonly subject: string
  readonly room: string
  readonly epoch: string
  readonly lane: string
  readonly sessionId: string
  /** Up to when the segment counts a token of this session as alive (R1): never the signer's guess. */
  readonly tokenUntilMs: number
  readonly holderHash: string
}

/** A token's end: its life from now, never beyond the session. In whole seconds, as JWTs speak. */
export function tokenEndMs(nowMs: number, sessionUntilMs: number, tokenMs = TOKEN_MS): number {
  const endMs = Math.min(nowMs + Math.min(tokenMs, TOKEN_MS), sessionUntilMs)
  return Math.floor(endMs / 1_000) * 1_000
}

/** What a shell hands to be signed; nothing, when less than a second is left to sign for. */
export function claimsOf(admission: Admission, nowMs: number): AdmissionClaims | undefined {
  const endMs = tokenEndMs(nowMs, admission.tokenUntilMs)
  if (endMs <= nowMs) return undefined
  return {
    iss: admission.issuer,
    aud: admission.audience,
    sub: admission.subject,
    jti: admission.sessionId,
    iat: Math.floor(nowMs / 1_000),
    exp: endMs / 1_000,
    room: admission.room,
    epoch: admission.epoch,
    lane: admission.lane,
    cnf: { 'cookie#S256': admission.holderHash },
  }
}

export type ClaimsExpected = {
  readonly issuer: string
  readonly audience: string
  readonly room: string
  /** Undefined only while no word of the room has been heard. */
  readonly epoch: string | undefined
}

export type ClaimsOutcome =
  | { readonly kind: 'claims'; readonly claims: AdmissionClaims }
  | Refused<AdmissionRefusal>

/** Ours, well formed, and meant for this door. */
export function readClaims(facts: JwtFacts, expected: ClaimsExpected): ClaimsOutcome {
  const fault = jwtFault(facts, ADMISSION_TYPE)
  if (fault !== undefined) return refused(`admission-${fault}`)
  const read = admissionClaims.safeParse(facts.payload)
  if (!read.success) return refused('admission-malformed')
  const reason = otherDoor(read.data, expected)
  return reason === undefined ? { kind: 'claims', claims: read.data } : refused(reason)
}

function otherDoor(
  { iss, aud, room, epoch, iat, exp }: AdmissionClaims,
  expected: ClaimsExpected,
): AdmissionRefusal | undefined {
  if (iss !== expected.issuer) return 'admission-wrong-issuer'
  if (aud !== expected.audience) return 'admission-wrong-audience'
  if (room !== expected.room) return 'admission-other-room'
  if (expected.epoch !== undefined && epoch !== expected.epoch) return 'admission-other-epoch'
  return (exp - iat) * 1_000 > TOKEN_MS ? 'admission-lives-too-long' : undefined
}
