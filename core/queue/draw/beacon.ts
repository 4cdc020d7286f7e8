/**
 * The beacon: quicknet of drand, run by the League of Entropy, two dozen organisations of which
 * no minority can know a round before its instant or bend it. A round every three seconds, each
 * by itself: its randomness is the hash of a signature that anybody can check.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { hex32 } from './commitment.ts'

export const BEACON_CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
export const BEACON_PUBLIC_KEY =
  '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'

const GENESIS_MS = 1_692_803_367_000
const PERIOD_MS = 3_000

/** One round, as a relay tells it. */
export const beaconRound = z.object({
  round: z.int().positive(),
  randomness: hex32,
  signature: z.string().regex(/^[0-9a-f]{96}$/, '48 bytes as 96 small hexadecimal digits'),
})
export type BeaconRound = z.infer<typeof beaconRound>

/** Whether the League signed this round: see beacon-signature.ts, which only checks need. */
export type VerifyBeacon = (round: number, signature: string) => boolean

/** Nobody can know the round before this instant. */
export function instantOfRound(round: number): number {
  return GENESIS_MS + (round - 1) * PERIOD_MS
}

/** The first round whose instant is not before this one. */
export function roundAt(instantMs: number): number {
  return Math.max(1, Math.ceil((instantMs - GENESIS_MS) / PERIOD_MS) + 1)
}

export function randomnessOf(signature: string): string {
  return bytesToHex(sha256(hexToBytes(signature)))
}
