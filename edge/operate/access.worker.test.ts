/** Cloudflare Access before the operators' pages: whom it let in, by its signature alone. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emailOf } from './access.ts'

const TEAM = 'https://seller.cloudflareaccess.com'
const AUDIENCE = 'tag-of-the-application'
const settings = { ACCESS_TEAM: TEAM, ACCESS_AUDIENCE: AUDIENCE }

const keys = await generateKeyPair('RS256', { extractable: true })
const strangers = await generateKeyPair('RS256', { extractable: true })
const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }] }

type Claims = { issuer?: string; audience?: string; endsInSeconds?: number; email?: string }

function signed(claims: Claims = {}, key = keys.privateKey): Promise<string> {
  const {
    issuer = TEAM,
    audience = AUDIENCE,
    endsInSeconds = 60,
    email = 'Mina@Seller.example',
  } = claims
  const nowSeconds = Math.floor(Date.now() / 1_000)
  return new SignJWT({ email })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + endsInSeconds)
    .sign(key)
}

beforeEach(() => {
  vi.stubGlobal('fetch', async (address: string | URL | Request) => {
    const { href } = new URL(address instanceof Request ? address.url : address)
    return href === `${TEAM}/cdn-cgi/access/certs` ? Response.json(published) : Response.error()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('what Cloudflare Access says', () => {
  test('is believed by its signature, and names an address in small letters', async () => {
    expect(await emailOf(settings, await signed())).toBe('mina@seller.example')
  })

  test.each([
    ['signed by somebody else', () => signed({}, strangers.privateKey)],
    ['of another team', () => signed({ issuer: 'https://other.cloudflareaccess.com' })],
    ['for another application', () => signed({ audience: 'another-tag' })],
    ['that has ended', () => signed({ endsInSeconds: -120 })],
    ['that is no token', async () => 'mina@seller.example'],
    [
      'without a signature',
      async () => {
        const [, body = ''] = (await signed()).split('.')
        return `${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.`
      },
    ],
  ])('%s is nobody’s', async (_, assertion) => {
    expect(await emailOf(settings, await assertion())).toBeUndefined()
  })

  test('is nothing where no team is set: a header alone proves nothing', async () => {
    expect(await emailOf({}, await signed())).toBeUndefined()
    expect(await emailOf({ ACCESS_TEAM: TEAM }, await signed())).toBeUndefined()
  })
})
