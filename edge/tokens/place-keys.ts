/**
 * Keys of place tokens, from the secret PLACE_KEYS: the first signs, all of them verify. So a new
 * key is first added at the end, everywhere, and moved to the front when it is known everywhere.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { Bindings } from '../settings.ts'
import { bytesFromText } from './base64url.ts'

const SECRET_MIN_BYTES = 32

const keysText = z.object({
  keys: z
    .array(
      z.object({
        id: z.string().regex(/^[A-Za-z0-9_-]{1,16}$/),
        secret: z.string().transform((text, context) => {
          const bytes = bytesFromText(text)
          if (bytes !== undefined && bytes.length >= SECRET_MIN_BYTES) return bytes
          context.addIssue('a secret is 32 bytes or more, as base64url')
          return z.NEVER
        }),
      }),
    )
    .min(1)
    .max(8),
})

export type PlaceKey = { readonly id: string; readonly sign: (text: string) => Uint8Array }
export type PlaceKeys = { readonly signer: PlaceKey; readonly byId: ReadonlyMap<string, PlaceKey> }

let read: { readonly text: string; readonly keys: PlaceKeys } | undefined

/** Nothing of the secret is in what is thrown. */
export function placeKeys({ PLACE_KEYS }: Pick<Bindings, 'PLACE_KEYS'>): PlaceKeys {
  if (PLACE_KEYS !== undefined && read?.text === PLACE_KEYS) return read.keys
  const keys = keysIn(PLACE_KEYS)
  if (keys === undefined || PLACE_KEYS === undefined) {
    throw new AppError('internal', 'No place can be given here: set the secret PLACE_KEYS.')
  }
  read = { text: PLACE_KEYS, keys }
  return keys
}

function keysIn(text: string | undefined): PlaceKeys | undefined {
  const parsed = keysText.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const keys = parsed.data.keys.map(({ id, secret }): PlaceKey => {
    // The key's own part of the hash is computed once.
    const keyed = hmac.create(sha256, secret)
    return { id, sign: (message) => keyed.clone().update(encoder.encode(message)).digest() }
  })
  const [signer] = keys
  return signer && { signer, byId: new Map(keys.map((key) => [key.id, key])) }
}

const encoder = new TextEncoder()

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
