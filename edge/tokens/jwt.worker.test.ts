import { expect, test } from 'vitest'
import { testAdmissionKeys } from '../test-rooms.ts'
import { admissionKeys } from './admission-keys.ts'
import { readJwt, signJwt } from './jwt.ts'

const [first, second] = testAdmissionKeys.keys
const keysOf = (...keys: unknown[]) => admissionKeys({ ADMISSION_KEYS: JSON.stringify({ keys }) })
const signatureOf = async (keys: Awaited<ReturnType<typeof keysOf>>, token: string) =>
  (await readJwt(keys, 'admission+jwt', token)).signature

test('R8: while keys change, every token is read: of the old one, and of the new', async () => {
  const before = await signJwt(await keysOf(first), 'admission+jwt', { n: 1 })
  const published = await keysOf(first, second)
  const during = await signJwt(published, 'admission+jwt', { n: 2 })
  const moved = await keysOf(second, first)
  const after = await signJwt(moved, 'admission+jwt', { n: 3 })

  for (const token of [before, during, after]) {
    expect(await signatureOf(moved, token)).toBe('good')
    expect(await signatureOf(published, token)).toBe('good')
  }
  expect(await signatureOf(await keysOf(second), before)).toBe('unknown-key')
})

test('a token that was found good under other keys is looked at again', async () => {
  const token = await signJwt(await keysOf(first), 'admission+jwt', { n: 1 })
  expect(await signatureOf(await keysOf(first), token)).toBe('good')

  const impostor = { ...second, kid: first?.kid }
  expect(await signatureOf(await keysOf(impostor), token)).toBe('bad')
})

test.each([
  ['missing', undefined],
  ['no JSON', 'secret'],
  ['none at all', '{"keys":[]}'],
  ['public ones', JSON.stringify({ keys: [{ ...first, d: undefined }] })],
])('keys that are %s are said to be so, without a word of the secret', async (_, text) => {
  const bindings = text === undefined ? {} : { ADMISSION_KEYS: text }

  await expect(admissionKeys(bindings)).rejects.toThrow(
    /^Nobody can be admitted here: set the secret ADMISSION_KEYS.$/,
  )
})
