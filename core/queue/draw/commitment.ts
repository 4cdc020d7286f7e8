/** What is published before the lobby opens: the seed cannot be another one afterwards (R9). */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { encoded } from './encoding.ts'

/** 32 bytes: a seed, a hash, the beacon's randomness. */
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/, '32 bytes as 64 small hexadecimal digits')

/** The epoch is in it: a seed used again in another draw shows as another commitment. */
export function commitmentOf(epoch: string, seed: string): string {
  return bytesToHex(sha256(encoded('commitment', [epoch, hexToBytes(seed)])))
}
