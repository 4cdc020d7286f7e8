/**
 * One-time codes on their way: key id, payload and HS256, by the keys of place tokens. What is
 * signed begins with its purpose, so that no place token is ever a code, nor a code a place.
 */
import { entryCodePayload, type EntryCode } from '../../core/token/entry-code.ts'
import { bytesFromText, textOfBytes } from './base64url.ts'
import type { PlaceKeys } from './place-keys.ts'

const CODE_MAX_CHARS = 512
const PURPOSE = 'entry:'
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export async function signEntryCode({ signer }: PlaceKeys, code: EntryCode): Promise<string> {
  const payload = textOfBytes(encoder.encode(JSON.stringify(entryCodePayload(code))))
  const signed = `${signer.id}.${payload}`
  const signature = await crypto.subtle.sign('HMAC', signer.key, encoder.encode(PURPOSE + signed))
  return `${signed}.${textOfBytes(new Uint8Array(signature))}`
}

/** What it says if we signed it; undefined otherwise. `unknown-key` may be our own delay. */
export async function entryCodeOf(
  { byId }: PlaceKeys,
  text: string,
): Promise<{ readonly payload: unknown } | 'unknown-key' | undefined> {
  const [keyId = '', payload = '', given = '', ...more] =
    text.length > CODE_MAX_CHARS ? [] : text.split('.')
  const signature = bytesFromText(given)
  const bytes = bytesFromText(payload)
  if (signature === undefined || bytes === undefined || payload === '' || more.length > 0) {
    return undefined
  }
  const known = byId.get(keyId)
  if (known === undefined) return 'unknown-key'
  const signed = encoder.encode(`${PURPOSE}${keyId}.${payload}`)
  const isGood = await crypto.subtle.verify('HMAC', known.key, signature, signed)
  return isGood ? { payload: parsed(bytes) } : undefined
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    return undefined
  }
}
