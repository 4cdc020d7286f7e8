/** The table of refusals that every verifier runs, at the gateway: by its keys, in its runtime. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { claimsOf } from '../../core/token/claims.ts'
import { LIST_MAX_AGE_MS } from '../../core/token/limits.ts'
import {
  refusalCases,
  type RefusalCase,
  type SignedBy,
} from '../../core/token/model/refusal-cases.ts'
import type { RevocationList } from '../../core/token/revocations.ts'
import { holderHash } from '../admission/holder.ts'
import { ISSUER, SHOP, testAdmissionKeys, testEntry } from '../test-rooms.ts'
import { textOfBytes } from '../tokens/base64url.ts'
import { readBrought } from './admittance.ts'

const ROOM = 'shop-0'
const HOLDER = 'h'.repeat(43)
const OTHER = 'o'.repeat(43)
const EPOCH = 'epoch'
const encoder = new TextEncoder()
const [roomKey] = testAdmissionKeys.keys

test.each(refusalCases)('$name: $expected', async (given) => {
  expect(await told(given)).toBe(given.expected)
})

async function told(given: RefusalCase): Promise<string> {
  const entry = testEntry('shop')
  const nowMs = Date.now()
  const sessionId = `${EPOCH}.general.7.1`
  const claims = claimsOf(
    {
      issuer: ISSUER,
      audience: SHOP,
      subject: 'general:7',
      room: ROOM,
      epoch: EPOCH,
      lane: 'general',
      sessionId,
      tokenUntilMs: nowMs + 60_000,
      holderHash: holderHash(HOLDER),
    },
    nowMs,
  )
  if (claims === undefined) throw new Error('nothing is left to sign for')
  const header = { alg: 'ES256', typ: 'admission+jwt', kid: roomKey?.kid ?? '' } as const
  const token = await given.token({ nowMs, header, claims, sign: signed })
  const outcome = await readBrought(
    { env, entry: { ...entry, whenBlind: given.policy ?? 'hold' } },
    SHOP,
    {
      token,
      holder: { none: undefined, other: OTHER, right: HOLDER }[given.holder ?? 'right'],
      list: given.list === 'none' ? undefined : listOf(given, sessionId, nowMs),
    },
  )
  if (outcome.kind === 'refused') return outcome.reason
  return outcome.marked ? 'marked' : 'admitted'
}

function listOf({ list }: RefusalCase, sessionId: string, nowMs: number): RevocationList {
  const ended = list === 'has-it' ? [[sessionId, nowMs + 60_000] as const] : []
  const asOfMs = list === 'old' ? nowMs - LIST_MAX_AGE_MS : nowMs
  return {
    epoch: EPOCH,
    cursor: 1,
    asOfMs,
    signedAtMs: 0,
    noLine: false,
    untilMsOf: new Map(ended),
  }
}

/** Whatever the header says, the signature is made as `by` says. */
async function signed(by: SignedBy, header: object, claims: object): Promise<string> {
  const text = [header, claims]
    .map((part) => textOfBytes(encoder.encode(JSON.stringify(part))))
    .join('.')
  const signature = await signatureBy(by, encoder.encode(text))
  return `${text}.${textOfBytes(new Uint8Array(signature))}`
}

async function signatureBy(by: SignedBy, bytes: Uint8Array): Promise<ArrayBuffer> {
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  switch (by) {
    case 'room': {
      const { kty = '', crv = '', x = '', y = '', d = '' } = roomKey ?? {}
      const jwk = { kty, crv, x, y, d }
      const key = await crypto.subtle.importKey('jwk', jwk, ecdsa, false, ['sign'])
      return crypto.subtle.sign(ecdsa, key, bytes)
    }
    case 'stranger': {
      const pair = await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify'])
      return crypto.subtle.sign(ecdsa, privateOf(pair), bytes)
    }
    case 'rsa': {
      const rsa = {
        name: 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        modulusLength: 2_048,
        publicExponent: new Uint8Array([1, 0, 1]),
      }
      const pair = await crypto.subtle.generateKey(rsa, false, ['sign', 'verify'])
      return crypto.subtle.sign(rsa, privateOf(pair), bytes)
    }
    case 'public-key-as-secret': {
      const { x, y } = roomKey ?? { x: '', y: '' }
      const hmac = { name: 'HMAC', hash: 'SHA-256' }
      const secret = encoder.encode(JSON.stringify({ kty: 'EC', crv: 'P-256', x, y }))
      const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign'])
      return crypto.subtle.sign(hmac, key, bytes)
    }
    case 'nobody':
      return new ArrayBuffer(0)
  }
}

function privateOf(pair: CryptoKey | CryptoKeyPair): CryptoKey {
  if ('privateKey' in pair) return pair.privateKey
  throw new Error('a pair of keys was wanted')
}
