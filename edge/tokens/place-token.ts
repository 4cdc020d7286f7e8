/**
 * The place token on its way: key id, payload and HS256, with dots between them. What it says is
 * decided in core; here it is only signed, and read.
 */
import { payloadOf, type Place, type PlaceFacts } from '../../core/token/place.ts'
import { binaryFromText, textOfBinary, textOfBytes } from './base64url.ts'
import type { PlaceKeys } from './place-keys.ts'

const TOKEN_MAX_CHARS = 1_024
const SHAPE = /^([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/

export function signPlace({ signer }: PlaceKeys, place: Place): string {
  const signed = `${signer.id}.${textOfBinary(JSON.stringify(payloadOf(place)))}`
  return `${signed}.${textOfBytes(signer.sign(signed))}`
}

export function readPlaceToken({ byId }: PlaceKeys, token: string): PlaceFacts {
  const parts = token.length > TOKEN_MAX_CHARS ? null : SHAPE.exec(token)
  if (parts === null) return { payload: undefined, signature: 'unreadable' }
  const [, keyId = '', payload = '', signature = ''] = parts
  const key = byId.get(keyId)
  if (key === undefined) return { payload: undefined, signature: 'unknown-key' }
  const isGood = isSame(textOfBytes(key.sign(`${keyId}.${payload}`)), signature)
  if (!isGood) return { payload: undefined, signature: 'bad' }
  return { payload: parsed(payload), signature: 'good' }
}

/** In the same time wherever they differ, so that nobody can grope for a signature. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let differs = 0
  for (let index = 0; index < a.length; index += 1) {
    differs |= a.charCodeAt(index) ^ b.charCodeAt(index)
  }
  return differs === 0
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(binaryFromText(payload) ?? '')
  } catch {
    return undefined
  }
}
