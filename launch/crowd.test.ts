import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { crowdPlan } from './crowd.ts'
import { readRooms } from './rooms-file.ts'
import type { Settings } from './settings.ts'

const ports = { PORT: 9000, SHOP_PORT: 9002, GUARDED_SHOP_PORT: 9003 }
const rooms = readRooms(resolve(import.meta.dirname, '../rooms.json'), ports).map(
  ({ entry }) => entry,
)
const settings = (crowdFans: number): Settings => ({
  ports: { PORT: 9000, INSPECTOR_PORT: 9001, ORIGIN_PORT: 9004 },
  shopPorts: { SHOP_PORT: 9002, GUARDED_SHOP_PORT: 9003 },
  dataDir: '/data',
  roomsFile: '/clone/rooms.json',
  crowdFans,
})

test('the crowd goes to the demo room of this product alone, as large as it was set', () => {
  expect(crowdPlan('/clone', settings(200), rooms)?.args).toEqual([
    '/clone/crowd/run.ts',
    '--forever',
    '--room=demo',
    '--url=http://127.0.0.1:9000',
    '--fans=200',
    '--per-second=10',
  ])
})

test('nobody comes where none are to, or where there is no demo room', () => {
  expect(crowdPlan('/clone', settings(0), rooms)).toBeUndefined()
  expect(
    crowdPlan(
      '/clone',
      settings(200),
      rooms.filter(({ id }) => id !== 'demo'),
    ),
  ).toBeUndefined()
})
