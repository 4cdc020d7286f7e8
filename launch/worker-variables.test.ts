import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roomEntry } from '../core/queue/room/entry.ts'
import { keepKeys } from './keys.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWorkerVariables } from './worker-variables.ts'

const ISSUER = 'http://localhost:8787'

const rooms = [`it's $5 \${HOME} "quoted" \\ # \`all\``, '겨울밤'].map((en, index) =>
  roomEntry.parse({
    id: `room-${index}`,
    title: { en },
    shop: { audience: 'https://shop.example', returnTo: ['https://shop.example/'] },
    settings: {
      cap: 1,
      ratePerSecond: 1,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 1 },
    },
  }),
)

test('a value has nothing in it that an env file’s reader would take for its own', () => {
  const folder = temporaryFolder()
  const keys = keepKeys(folder)

  const lines = readFileSync(writeWorkerVariables(folder, rooms, keys, ISSUER), 'utf8').split('\n')

  const values = lines.map((line) => /^(\w+)='([^'$]*)'$/.exec(line)?.slice(1))
  expect(values).toEqual([
    ['ROOMS', expect.any(String)],
    ['ISSUER', ISSUER],
    ['PLACE_KEYS', keys.placeKeys],
    ['ADMISSION_KEYS', keys.admissionKeys],
    [
      'SERVICE_KEYS',
      JSON.stringify({
        keys: [{ id: 'local', secret: keys.serviceKey, rooms: ['room-0', 'room-1'] }],
      }),
    ],
    ['OPERATOR_KEY', keys.operatorKey],
    undefined,
  ])
  expect(JSON.parse(values[0]?.[1] ?? '')).toEqual({ rooms })
})

test('nobody but its owner may read the file', () => {
  const folder = temporaryFolder()

  const file = writeWorkerVariables(folder, rooms, keepKeys(folder), ISSUER)

  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
})
