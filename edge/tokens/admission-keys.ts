/**
 * Keys of admission tokens, from the secret ADMISSION_KEYS: private keys of ES256, as JWKs. The
 * first signs, all of them are published. So a new key is first added at the end, everywhere,
 * moved to the front when verifiers have it, and the old one is removed when its tokens are dead.
 */
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import { NAME_MAX_CHARS } from '../../core/token/limits.ts'
import type { JwtFacts } from '../../core/token/signature.ts'
import type { Bindings } from '../settings.ts'

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

const keysText = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        kid: z.string().min(1).max(NAME_MAX_CHARS),
        x: coordinate,
        y: coordinate,
        d: coordinate,
      }),
    )
    .min(1)
    .max(8),
})
type PrivateKey = z.infer<typeof keysText>['keys'][number]

export type AdmissionKeys = {
  readonly signer: { readonly id: string; readonly key: CryptoKey }
  readonly byId: ReadonlyMap<string, CryptoKey>
  /** What verifiers are given: no private part of it. */
  readonly published: readonly PublicKey[]
  /** Tokens these keys were found to have signed: gone with the keys. */
  readonly seen: Map<string, JwtFacts>
}

type PublicKey = Pick<PrivateKey, 'kty' | 'crv' | 'kid' | 'x' | 'y'> & { alg: 'ES256'; use: 'sig' }

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The keys themselves, not the promise of them, which would die with the request that made it. */
let read: { readonly text: string; readonly keys: AdmissionKeys } | undefined

/** Nothing of the secret is in what is thrown. */
export async function admissionKeys({
  ADMISSION_KEYS,
}: Pick<Bindings, 'ADMISSION_KEYS'>): Promise<AdmissionKeys> {
  if (ADMISSION_KEYS !== undefined && read?.text === ADMISSION_KEYS) return read.keys
  const keys = keysText.safeParse(parseJson(ADMISSION_KEYS)).data?.keys ?? []
  const [first] = keys
  if (first === undefined || ADMISSION_KEYS === undefined) {
    throw new AppError('internal', 'Nobody can be admitted here: set the secret ADMISSION_KEYS.')
  }
  const byId = new Map(
    await Promise.all(keys.map(async (key) => [key.kid, await verifyingKey(key)] as const)),
  )
  const signer = { id: first.kid, key: await signingKey(first) }
  const imported = { signer, byId, published: keys.map(publicPart), seen: new Map() }
  read = { text: ADMISSION_KEYS, keys: imported }
  return imported
}

function publicPart({ kty, crv, kid, x, y }: PrivateKey): PublicKey {
  return { kty, crv, kid, x, y, alg: 'ES256', use: 'sig' }
}

function verifyingKey({ kty, crv, x, y }: PrivateKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify'])
}

function signingKey({ kty, crv, x, y, d }: PrivateKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, ES256, false, ['sign'])
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
