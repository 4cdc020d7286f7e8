/** A JWT taken apart, and its signature checked. Whether it is believed, core decides. */
import { base64url } from 'jose'
import { readHeader, type JwtFacts, type TokenType } from '../core/token/signature.ts'
import { parsed } from './ask.ts'
import type { Keys } from './keys.ts'

const unreadable = { header: undefined, payload: undefined, signature: 'unreadable' } as const
const encoder = new TextEncoder()
const decoder = new TextDecoder()
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const
/** All tokens of one key begin alike: a few beginnings are read once. */
const BEGINNINGS_MAX = 32
const beginnings = new Map<string, unknown>()

export async function readJwt(
  keys: Keys,
  type: TokenType,
  token: string,
  maxChars: number,
): Promise<JwtFacts> {
  const parts = token.length > maxChars ? [] : token.split('.')
  const [headerText = '', payloadText = '', signatureText = ''] = parts
  const header = headerOf(headerText)
  const payload = jsonOf(payloadText)
  const signature = bytesOf(signatureText)
  if (parts.length !== 3 || header === undefined || payload === undefined || !signature) {
    return unreadable
  }
  // A token may not choose its algorithm nor bring its key: no key is touched before this is known.
  const asked = readHeader(header, type)
  if (asked.kind === 'fault') return { header, payload, signature: 'bad' }
  const key = keys.held(asked.keyId) ?? (await keys.named(asked.keyId))
  if (key === undefined) return { header, payload, signature: 'unknown-key' }
  const signed = token.slice(0, headerText.length + 1 + payloadText.length)
  // By the runtime itself: which algorithm it is was settled above.
  const isGood = await crypto.subtle.verify(ES256, key, signature, encoder.encode(signed))
  return { header, payload, signature: isGood ? 'good' : 'bad' }
}

function headerOf(text: string): unknown {
  if (beginnings.has(text)) return beginnings.get(text)
  const header = jsonOf(text)
  if (beginnings.size >= BEGINNINGS_MAX) beginnings.clear()
  beginnings.set(text, header)
  return header
}

function jsonOf(text: string): unknown {
  const bytes = text === '' ? undefined : bytesOf(text)
  return bytes === undefined ? undefined : parsed(decoder.decode(bytes))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(base64url.decode(text))
  } catch {
    return undefined
  }
}
