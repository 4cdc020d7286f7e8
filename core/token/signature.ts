/**
 * What a shell found out about a signature, and which headers are read at all. The shell does the
 * cryptography; that a token may not choose its own algorithm or bring its own key is decided
 * here.
 */
import { z } from 'zod'
import { NAME_MAX_CHARS } from './limits.ts'

/** unreadable: no token at all, or not base64url of JSON. unknown-key: nothing could be checked. */
export type SignatureCheck = 'good' | 'bad' | 'unknown-key' | 'unreadable'

/** A JWT taken apart. Nothing in it is trusted before its signature is good. */
export type JwtFacts = {
  readonly header: unknown
  readonly payload: unknown
  readonly signature: SignatureCheck
}

/** The type is signed too, so that a token made for one use is never taken for another. */
export const ADMISSION_TYPE = 'admission+jwt'
export const REVOCATIONS_TYPE = 'revocations+jwt'
export const ASSERTION_TYPE = 'assertion+jwt'
export type TokenType = typeof ADMISSION_TYPE | typeof REVOCATIONS_TYPE | typeof ASSERTION_TYPE

/** Strict: `jwk`, `jku`, `x5u` and `crit` ask a verifier for more than it should do. */
const header = z.strictObject({
  alg: z.string(),
  typ: z.string(),
  kid: z.string().min(1).max(NAME_MAX_CHARS),
})

export type HeaderFault = 'malformed' | 'wrong-algorithm' | 'wrong-type'
export type JwtFault = HeaderFault | 'unknown-key' | 'bad-signature'

/** Which key to verify with, asked before any key is touched. */
export function readHeader(
  given: unknown,
  type: TokenType,
): { readonly kind: 'key'; readonly keyId: string } | { kind: 'fault'; fault: HeaderFault } {
  const read = header.safeParse(given)
  if (!read.success) return { kind: 'fault', fault: 'malformed' }
  if (read.data.alg !== 'ES256') return { kind: 'fault', fault: 'wrong-algorithm' }
  if (read.data.typ !== type) return { kind: 'fault', fault: 'wrong-type' }
  return { kind: 'key', keyId: read.data.kid }
}

/** Why nothing this token says may be believed, if so. */
export function jwtFault(facts: JwtFacts, type: TokenType): JwtFault | undefined {
  if (facts.signature === 'unreadable') return 'malformed'
  const key = readHeader(facts.header, type)
  if (key.kind === 'fault') return key.fault
  if (facts.signature === 'unknown-key') return 'unknown-key'
  return facts.signature === 'good' ? undefined : 'bad-signature'
}
