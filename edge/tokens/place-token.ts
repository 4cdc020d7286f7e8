/**
 * The place token on its way: key id, payload and HS256, with dots between them. What it says is
 * decided in core; here it is only signed, and read.
 */
import { payloadOf, type Place, type PlaceFacts } from '../../core/token/place.ts'
import { bytesFromText, textOfBytes } from './base64url.ts'
import type { PlaceKeys } from './place-keys.ts'

const TOKEN_MAX_CHARS = 1_024
const SIGNATURE_CHARS = 43
/** Tokens that were found good here: a page asks again and again, by the same connection. */
const SEEN_MAX = 16_384
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export async function signPlace({ signer }: PlaceKeys, place: Place): Promise<string> {
  const signed = `${signer.id}.${textOfBytes(encoder.encode(JSON.stringify(payloadOf(place))))}`
  const signature = await crypto.subtle.sign('HMAC', signer.key, encoder.encode(signed))
  return `${signed}.${textOfBytes(new Uint8Array(signature))}`
}

export async function readPlaceToken(keys: PlaceKeys, token: string): Promise<PlaceFacts> {
  const known = keys.seen.get(token)
  if (known !== undefined) return known
  const facts = await verifiedPlace(keys, token)
  if (facts.signature === 'good') {
    if (keys.seen.size >= SEEN_MAX) keys.seen.clear()
    keys.seen.set(token, facts)
  }
  return facts
}

async function verifiedPlace({ byId }: PlaceKeys, token: string): Promise<PlaceFacts> {
  const [keyId = '', payload = '', given = '', ...more] =
    token.length > TOKEN_MAX_CHARS ? [] : token.split('.')
  const signature = given.length === SIGNATURE_CHARS ? bytesFromText(given) : undefined
  if (signature === undefined || payload === '' || more.length > 0) {
    return { payload: undefined, signature: 'unreadable' }
  }
  const known = byId.get(keyId)
  if (known === undefined) return { payload: undefined, signature: 'unknown-key' }
  const signed = encoder.encode(`${keyId}.${payload}`)
  const isGood = await crypto.subtle.verify('HMAC', known.key, signature, signed)
  return isGood
    ? { payload: parsed(payload), signature: 'good' }
    : { payload: undefined, signature: 'bad' }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(decoder.decode(bytesFromText(payload)))
  } catch {
    return undefined
  }
}
