import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keepKeys } from './keys.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWorkerVariables } from './worker-variables.ts'

const ISSUER = 'http://localhost:8787'

test('a value has nothing in it that an env file’s reader would take for its own', () => {
  const folder = temporaryFolder()
  const keys = keepKeys(folder)

  const lines = readFileSync(writeWorkerVariables(folder, keys, ISSUER), 'utf8').split('\n')

  const values = lines.map((line) => /^(\w+)='([^'$]*)'$/.exec(line)?.slice(1))
  expect(values).toEqual([
    ['ISSUER', ISSUER],
    ['PLACE_KEYS', keys.placeKeys],
    ['ADMISSION_KEYS', keys.admissionKeys],
    [
      'SERVICE_KEYS',
      JSON.stringify({
        keys: [{ id: 'local', secret: keys.serviceKey, rooms: ['*'] }],
      }),
    ],
    ['OPERATOR_KEY', keys.operatorKey],
    ['LOG_SAMPLE', '0'],
    undefined,
  ])
})

test('nobody but its owner may read the file', () => {
  const folder = temporaryFolder()

  const file = writeWorkerVariables(folder, keepKeys(folder), ISSUER)

  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
})
