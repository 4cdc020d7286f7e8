/**
 * Keys of place tokens, from the secret PLACE_KEYS: the first signs, all of them verify. So a new
 * key is first added at the end, everywhere, and moved to the front when it is known everywhere.
 */
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { PlaceFacts } from '../../core/token/place.ts'
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

type PlaceKey = { readonly id: string; readonly key: CryptoKey }
export type PlaceKeys = {
  readonly signer: PlaceKey
  readonly byId: ReadonlyMap<string, PlaceKey>
  /** Tokens these keys were found to have signed: gone with the keys. */
  readonly seen: Map<string, PlaceFacts>
}

/** The keys themselves, not the promise of them, which would die with the request that made it. */
let read: { readonly text: string; readonly keys: PlaceKeys } | undefined

/** Nothing of the secret is in what is thrown. */
export async function placeKeys({ PLACE_KEYS }: Pick<Bindings, 'PLACE_KEYS'>): Promise<PlaceKeys> {
  if (PLACE_KEYS !== undefined && read?.text === PLACE_KEYS) return read.keys
  const parsed = keysText.safeParse(parseJson(PLACE_KEYS))
  const keys = parsed.success ? await Promise.all(parsed.data.keys.map(importKey)) : []
  const [signer] = keys
  if (signer === undefined || PLACE_KEYS === undefined) {
    throw new AppError('internal', 'No place can be given here: set the secret PLACE_KEYS.')
  }
  const imported = { signer, byId: new Map(keys.map((key) => [key.id, key])), seen: new Map() }
  read = { text: PLACE_KEYS, keys: imported }
  return imported
}

async function importKey({ id, secret }: { id: string; secret: Uint8Array }): Promise<PlaceKey> {
  const hs256 = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, hs256, false, ['sign', 'verify'])
  return { id, key }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
