/** Who a bearer token is of. Compared by hashes in constant time, and with all of them: how long it takes tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServiceKey } from '../config.ts'

const TOKEN_MAX_CHARS = 512

export type KnownBy = (token: string | undefined) => string | undefined

/** From a token to the id of its key. */
export function knownTokens(keys: readonly ServiceKey[]): KnownBy {
  const known = keys.map(({ id, secret }) => ({ id, hash: hashOf(secret) }))
  return (token) => {
    if (token === undefined || token.length > TOKEN_MAX_CHARS) return undefined
    const hash = hashOf(token)
    return known.filter((key) => timingSafeEqual(key.hash, hash)).at(0)?.id
  }
}

export function bearerIn(authorization: string | undefined): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1]
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
