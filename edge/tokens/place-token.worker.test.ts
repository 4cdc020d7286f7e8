import { describe, expect, test } from 'vitest'
import type { Place } from '../../core/token/place.ts'
import { bytesFromText, textOfBytes } from './base64url.ts'
import { placeKeys } from './place-keys.ts'
import { readPlaceToken, signPlace } from './place-token.ts'

const place: Place = {
  room: 'demo',
  epoch: 'abc-_123',
  lane: 'general',
  number: 7,
  generation: 0,
  issuedAtMs: 1_000,
  subject: undefined,
}

const secret = (letter: string) => letter.repeat(43)
const keysOf = (...keys: [id: string, secret: string][]) => ({
  PLACE_KEYS: JSON.stringify({ keys: keys.map(([id, text]) => ({ id, secret: text })) }),
})

/** With only what these functions read. */
function keys(bindings: { PLACE_KEYS?: string }) {
  return placeKeys(bindings)
}

describe('a place token', () => {
  test('says what was signed', async () => {
    const signer = await keys(keysOf(['k1', secret('A')]))

    const facts = await readPlaceToken(signer, await signPlace(signer, place))

    expect(facts).toMatchObject({ signature: 'good', payload: { r: 'demo', n: 7, v: 1 } })
  })

  test('is an HS256 that anybody with the key can compute', async () => {
    const token = await signPlace(await keys(keysOf(['k1', secret('B')])), place)
    const [id = '', payload = '', signature = ''] = token.split('.')
    const raw = bytesFromText(secret('B')) ?? new Uint8Array()
    const hs256 = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', raw, hs256, false, ['sign'])

    const signed = await crypto.subtle.sign(
      'HMAC',
      key,
      new TextEncoder().encode(`${id}.${payload}`),
    )

    expect(textOfBytes(new Uint8Array(signed))).toBe(signature)
  })

  test('R5: while keys change, the new one signs and the old one is still read', async () => {
    const before = await signPlace(await keys(keysOf(['old', secret('A')])), place)
    const both = await keys(keysOf(['new', secret('C')], ['old', secret('A')]))

    expect(await signPlace(both, place)).toMatch(/^new\./)
    expect((await readPlaceToken(both, before)).signature).toBe('good')
    expect((await readPlaceToken(await keys(keysOf(['new', secret('C')])), before)).signature).toBe(
      'unknown-key',
    )
  })

  test('found good once is good again, and under other keys it is not', async () => {
    const token = await signPlace(await keys(keysOf(['k1', secret('A')])), place)

    const first = await readPlaceToken(await keys(keysOf(['k1', secret('A')])), token)
    const again = await readPlaceToken(await keys(keysOf(['k1', secret('A')])), token)
    const other = await readPlaceToken(await keys(keysOf(['k1', secret('D')])), token)

    expect(again).toBe(first)
    expect([first.signature, other.signature]).toEqual(['good', 'bad'])
  })

  test('altered in any one letter is not good', async () => {
    const signer = await keys(keysOf(['k1', secret('A')]))
    const token = await signPlace(signer, place)

    for (let at = 0; at < token.length; at += 1) {
      const letter = token[at] === 'x' ? 'y' : 'x'
      const altered = token.slice(0, at) + letter + token.slice(at + 1)
      expect((await readPlaceToken(signer, altered)).signature).not.toBe('good')
    }
  })
})

describe('keys', () => {
  test.each([
    ['missing', {}],
    ['no JSON', { PLACE_KEYS: 'secret' }],
    ['none at all', { PLACE_KEYS: '{"keys":[]}' }],
    ['too short', keysOf(['k1', 'AAAA'])],
    ['of an id that would not fit into a token', keysOf(['k.1', secret('A')])],
  ])('that are %s are said to be so, without a word of the secret', async (_, bindings) => {
    await expect(keys(bindings)).rejects.toThrow(
      /^No place can be given here: set the secret PLACE_KEYS.$/,
    )
  })
})

test('base64url is there and back for any bytes', () => {
  for (const size of [0, 1, 2, 3, 31, 32, 33]) {
    const bytes = crypto.getRandomValues(new Uint8Array(size))
    expect(bytesFromText(textOfBytes(bytes))).toEqual(bytes)
  }
  expect(bytesFromText('a+b')).toBeUndefined()
})
