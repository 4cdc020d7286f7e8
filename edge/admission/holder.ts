/** Who holds a token: the hash of a random cookie, and the short form of it that a session keeps. */
import { sha256 } from '@noble/hashes/sha2.js'
import type { HolderMark } from '../../core/queue/segment/admissions.ts'
import { HOLDER_SHAPE } from '../../core/shop/cookies.ts'
import { bytesFromText, textOfBytes } from '../tokens/base64url.ts'

const SECRET_BYTES = 32
const encoder = new TextEncoder()

export function newHolder(): string {
  return textOfBytes(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}

export function holderHash(secret: string): string {
  return textOfBytes(sha256(encoder.encode(secret)))
}

/** A hash is as long and of the same letters as a secret. Undefined when it is none. */
export function holderMark(hash: string): HolderMark | undefined {
  const bytes = HOLDER_SHAPE.test(hash) ? bytesFromText(hash) : undefined
  if (bytes === undefined) return undefined
  // 52 bits: whole numbers are exact up to 53.
  return (
    new DataView(bytes.buffer).getUint32(0) * 2 ** 20 +
    (new DataView(bytes.buffer).getUint32(4) >>> 12)
  )
}
