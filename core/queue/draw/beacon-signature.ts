/**
 * Whether the League of Entropy signed a round: a BLS signature on G1, the key on G2. A file of
 * its own, since the curve weighs more than all else of the draw, and a page that only computes
 * positions does not need it.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { BEACON_PUBLIC_KEY } from './beacon.ts'
import { unsigned } from './encoding.ts'

/** The scheme bls-unchained-g1-rfc9380: what is signed is the hash of the round's eight bytes. */
const SUITE = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'

export function verifyBeacon(round: number, signature: string): boolean {
  const signatures = bls12_381.shortSignatures
  try {
    const message = signatures.hash(sha256(unsigned(round, 8)), SUITE)
    return signatures.verify(hexToBytes(signature), message, hexToBytes(BEACON_PUBLIC_KEY))
  } catch {
    // Not a point of the curve, or not of the right group: no signature of anybody's.
    return false
  }
}
