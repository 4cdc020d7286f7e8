import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roomEntry } from '../core/queue/room/entry.ts'
import { keepKeys } from './keys.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWorkerVariables } from './worker-variables.ts'

const rooms = [`it's $5 \${HOME} "quoted" \\ # \`all\``, '겨울밤'].map((en, index) =>
  roomEntry.parse({
    id: `room-${index}`,
    title: { en },
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

  const lines = readFileSync(writeWorkerVariables(folder, rooms, keys), 'utf8').split('\n')

  const values = lines.map((line) => /^(\w+)='([^'$]*)'$/.exec(line)?.slice(1))
  expect(values).toEqual([
    ['ROOMS', expect.any(String)],
    ['PLACE_KEYS', keys.placeKeys],
    ['OPERATOR_KEY', keys.operatorKey],
    undefined,
  ])
  expect(JSON.parse(values[0]?.[1] ?? '')).toEqual({ rooms })
})

test('nobody but its owner may read the file', () => {
  const folder = temporaryFolder()

  const file = writeWorkerVariables(folder, rooms, keepKeys(folder))

  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
})
