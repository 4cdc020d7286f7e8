import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepKeys } from './keys.ts'
import { temporaryFolder } from './temporary-folder.ts'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

test('keys are made once and kept, so that places outlive a restart', () => {
  const folder = temporaryFolder()

  const first = keepKeys(folder)

  expect(keepKeys(folder)).toEqual(first)
  expect(keepKeys(temporaryFolder())).not.toEqual(first)
})

test('a place key is 32 random bytes, and the operator’s is where it is said to be', () => {
  const { placeKeys, operatorKey, operatorKeyFile } = keepKeys(temporaryFolder())

  expect(placeKeys).toMatch(/^\{"keys":\[\{"id":"k1","secret":"[\w-]{43}"\}\]\}$/)
  expect(operatorKey).toMatch(/^[\w-]{43}$/)
  expect(readFileSync(operatorKeyFile, 'utf8')).toBe(operatorKey)
})

test('nobody but their owner may read them, also when somebody had opened them up', () => {
  const folder = temporaryFolder()
  const { operatorKeyFile } = keepKeys(folder)
  chmodSync(operatorKeyFile, 0o644)

  keepKeys(folder)

  const keys = join(folder, 'keys')
  expect(modeOf(keys)).toBe('700')
  expect(readdirSync(keys).toSorted()).toEqual([
    'admission-keys.json',
    'operator-key',
    'origin-key',
    'place-keys.json',
    'service-key',
  ])
  for (const name of readdirSync(keys)) expect(modeOf(join(keys, name))).toBe('600')
})

test.for(['', '{', '{"keys":[]}', '{"keys":[{"id":"k1","secret":"short"}]}'])(
  'place keys that were damaged to %j are not replaced in silence',
  (damaged) => {
    const folder = temporaryFolder()
    keepKeys(folder)
    writeFileSync(join(folder, 'keys', 'place-keys.json'), damaged)

    expect(() => keepKeys(folder)).toThrow('which ends every place in a line')
  },
)

test('an admission key is a private key of ES256 with a name, and damaged ones are not replaced', () => {
  const folder = temporaryFolder()
  const { admissionKeys, serviceKey } = keepKeys(folder)

  expect(JSON.parse(admissionKeys)).toMatchObject({ keys: [{ kid: 'a1', crv: 'P-256' }] })
  expect(serviceKey).toMatch(/^[\w-]{43}$/)
  writeFileSync(join(folder, 'keys', 'admission-keys.json'), '{"keys":[]}')
  expect(() => keepKeys(folder)).toThrow('which ends every token in a shop')
})

test('an operator may choose the key, if it is long enough to be one', () => {
  const folder = temporaryFolder()
  const { operatorKeyFile } = keepKeys(folder)

  writeFileSync(operatorKeyFile, 'a-key-of-my-own-choice\n')
  expect(keepKeys(folder).operatorKey).toBe('a-key-of-my-own-choice')

  writeFileSync(operatorKeyFile, 'short')
  expect(() => keepKeys(folder)).toThrow('must hold at least 16 letters')
})
