import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keepKeys } from './keys.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWorkerVariables } from './worker-variables.ts'

const ISSUER = 'http://localhost:8787'
const ORIGIN_URL = 'http://127.0.0.1:8792'
const addresses = { issuer: ISSUER, originUrl: ORIGIN_URL }

test('a value has nothing in it that an env file’s reader would take for its own', () => {
  const folder = temporaryFolder()
  const keys = keepKeys(folder)

  const lines = readFileSync(writeWorkerVariables(folder, keys, addresses), 'utf8').split('\n')

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
    ['ORIGIN_URL', ORIGIN_URL],
    ['ORIGIN_TOKEN', keys.originKey],
    ['TRACE_SHARE', '0'],
    ['LOG_SAMPLE', '0'],
    undefined,
  ])
})

test('nobody but its owner may read the file', () => {
  const folder = temporaryFolder()

  const file = writeWorkerVariables(folder, keepKeys(folder), addresses)

  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
})
