/** Tokens signed well and badly, with real keys. */
import { createHmac, generateKeyPairSync, sign as signed, type KeyObject } from 'node:crypto'
import type { SignedBy } from '../../core/token/model/refusal-cases.ts'

export type SigningKey = { readonly id: string; readonly own: KeyObject; readonly open: KeyObject }

export function newKey(id: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { id, own: privateKey, open: publicKey }
}

/** As `/.well-known/jwks.json` lists it. */
export function listedKey({ id, open }: SigningKey): object {
  return { ...open.export({ format: 'jwk' }), kid: id, alg: 'ES256', use: 'sig' }
}

const stranger = newKey('stranger')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey

export function signJwt(key: SigningKey, by: SignedBy, header: object, claims: object): string {
  const text = `${jsonText(header)}.${jsonText(claims)}`
  return `${text}.${signatureOf(key, by, text).toString('base64url')}`
}

function signatureOf(key: SigningKey, by: SignedBy, text: string): Buffer {
  switch (by) {
    case 'room':
      return es256(key, text)
    case 'stranger':
      return es256(stranger, text)
    case 'public-key-as-secret':
      return createHmac('sha256', key.open.export({ format: 'pem', type: 'spki' }))
        .update(text)
        .digest()
    case 'rsa':
      return signed('sha256', Buffer.from(text), rsa)
    case 'nobody':
      return Buffer.alloc(0)
  }
}

function es256({ own }: SigningKey, text: string): Buffer {
  return signed('sha256', Buffer.from(text), { key: own, dsaEncoding: 'ieee-p1363' })
}

function jsonText(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
