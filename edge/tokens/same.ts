import { sha256 } from '@noble/hashes/sha2.js'

const encoder = new TextEncoder()

/** Of hashes, so that neither length nor place of a difference can be told by the time it takes. */
export function isSame(a: string, b: string): boolean {
  const [first, second] = [sha256(encoder.encode(a)), sha256(encoder.encode(b))]
  let differs = 0
  for (const [index, byte] of first.entries()) differs |= byte ^ (second[index] ?? 0)
  return differs === 0
}
