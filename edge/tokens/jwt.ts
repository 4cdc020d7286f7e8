/** Our JWTs, signed and taken apart. What they say, and whether it is believed, core decides. */
import { readHeader, type JwtFacts, type TokenType } from '../../core/token/signature.ts'
import type { AdmissionKeys } from './admission-keys.ts'
import { bytesFromText, textOfBytes } from './base64url.ts'

const TOKEN_MAX_CHARS = 4_096
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const
/** Tokens that were found good here: a fan in the shop brings theirs with every request. */
const SEEN_MAX = 16_384
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export async function signJwt(
  { signer }: AdmissionKeys,
  type: TokenType,
  claims: unknown,
): Promise<string> {
  const header = { alg: 'ES256', typ: type, kid: signer.id }
  const signed = `${textOfJson(header)}.${textOfJson(claims)}`
  const signature = await crypto.subtle.sign(ES256, signer.key, encoder.encode(signed))
  return `${signed}.${textOfBytes(new Uint8Array(signature))}`
}

export async function readJwt(
  keys: AdmissionKeys,
  type: TokenType,
  token: string,
): Promise<JwtFacts> {
  const known = keys.seen.get(token)
  if (known !== undefined) return known
  const facts = await verified(keys, type, token)
  if (facts.signature === 'good') {
    if (keys.seen.size >= SEEN_MAX) keys.seen.clear()
    keys.seen.set(token, facts)
  }
  return facts
}

const unreadable = { header: undefined, payload: undefined, signature: 'unreadable' } as const

async function verified(keys: AdmissionKeys, type: TokenType, token: string): Promise<JwtFacts> {
  const parts = token.length > TOKEN_MAX_CHARS ? [] : token.split('.')
  const [headerText = '', payloadText = '', signatureText = ''] = parts
  const header = jsonOfText(headerText)
  const payload = jsonOfText(payloadText)
  const signature = bytesFromText(signatureText)
  if (parts.length !== 3 || header === undefined || payload === undefined || !signature) {
    return unreadable
  }
  // A token may not choose its algorithm nor bring its key: no key is touched before this is known.
  const asked = readHeader(header, type)
  if (asked.kind === 'fault') return { header, payload, signature: 'bad' }
  const key = keys.byId.get(asked.keyId)
  if (key === undefined) return { header, payload, signature: 'unknown-key' }
  const signed = encoder.encode(`${headerText}.${payloadText}`)
  const isGood = await crypto.subtle.verify(ES256, key, signature, signed)
  return { header, payload, signature: isGood ? 'good' : 'bad' }
}

function textOfJson(value: unknown): string {
  return textOfBytes(encoder.encode(JSON.stringify(value)))
}

function jsonOfText(text: string): unknown {
  const bytes = bytesFromText(text)
  try {
    return bytes === undefined ? undefined : JSON.parse(decoder.decode(bytes))
  } catch {
    return undefined
  }
}
