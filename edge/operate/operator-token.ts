/**
 * An operator's token: their id, and a proof that we gave it out. What is not ours is known without
 * asking anybody; whether its right was taken since, the directory says. Nothing secret is stored.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { operatorId } from '../../core/operate/operator.ts'
import { textOfBytes } from '../tokens/base64url.ts'
import { isSame } from '../tokens/same.ts'

const SHAPE = /^ao_([a-z0-9]+)_([\w-]{43})$/
const ID_CHARS = 12
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const encoder = new TextEncoder()

export function tokenOf(operatorKey: string, id: string): string {
  const proof = hmac(sha256, encoder.encode(operatorKey), encoder.encode(`operator ${id}`))
  return `ao_${id}_${textOfBytes(proof)}`
}

/** Whose it is; undefined where it is none of ours. */
export function idOfToken(operatorKey: string, token: string): string | undefined {
  const [, id] = SHAPE.exec(token) ?? []
  if (id === undefined || !operatorId.safeParse(id).success) return undefined
  return isSame(token, tokenOf(operatorKey, id)) ? id : undefined
}

export function newOperatorId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_CHARS))
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
}
