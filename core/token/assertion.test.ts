import { describe, expect, test } from 'vitest'
import { assertionOf, readAssertion } from './assertion.ts'

const NOW_MS = 1_900_000_000_000
const expected = { issuer: 'https://queue.example', audience: 'https://shop.example', room: 'demo' }
const session = { epoch: 'e', lane: 'general', sub: 'general:7', jti: 'e.general.7.1' }
const claims = assertionOf({ ...expected, marked: false, session }, NOW_MS)
const header = { alg: 'ES256', typ: 'assertion+jwt', kid: 'k' }
const read = (changes: object, nowMs = NOW_MS, of: object = header) =>
  readAssertion(
    { header: of, payload: { ...claims, ...changes }, signature: 'good' },
    expected,
    nowMs,
  )

describe('the gateway’s word', () => {
  test('says who it is, for five seconds', () => {
    expect(read({})).toEqual({ kind: 'asserted', claims: { ...claims, ...session, room: 'demo' } })
    expect(claims.exp - claims.iat).toBe(5)
  })

  test('without a session says only that somebody was let through', () => {
    const unseen = assertionOf({ ...expected, marked: true, session: undefined }, NOW_MS)

    expect(unseen).toEqual({
      iss: expected.issuer,
      aud: expected.audience,
      iat: NOW_MS / 1_000,
      exp: NOW_MS / 1_000 + 5,
      room: 'demo',
      marked: true,
    })
  })

  test.each([
    [{ iss: 'https://evil.example' }, 'admission-wrong-issuer'],
    [{ aud: 'https://other.example' }, 'admission-wrong-audience'],
    [{ room: 'other' }, 'admission-other-room'],
    [{ exp: claims.iat + 60 }, 'admission-lives-too-long'],
    [{ iat: 'x' }, 'admission-malformed'],
  ])('with %j is %s', (changes, reason) => {
    expect(read(changes)).toEqual({ kind: 'refused', reason })
  })

  test('is dead after its end and the clocks’ difference, and no token of another use', () => {
    expect(read({}, NOW_MS + 9_999).kind).toBe('asserted')
    expect(read({}, NOW_MS + 10_000)).toMatchObject({ reason: 'admission-expired' })
    expect(read({}, NOW_MS - 5_001)).toMatchObject({ reason: 'admission-not-yet-valid' })
    expect(read({}, NOW_MS, { ...header, typ: 'admission+jwt' })).toMatchObject({
      reason: 'admission-wrong-type',
    })
  })
})
