import { expect, test } from 'vitest'
import { edgePlan } from './edge.ts'

const settings = {
  ports: { PORT: 9000, INSPECTOR_PORT: 9001, ORIGIN_PORT: 9004 },
  shopPorts: { SHOP_PORT: 9002, GUARDED_SHOP_PORT: 9003 },
  dataDir: '/data',
  roomsFile: '/clone/rooms.json',
  crowdFans: 0,
}
const plan = edgePlan('/clone', settings, '/data/keys/worker.env')

test('the Worker listens on this machine alone, on the ports and with the data of the settings', () => {
  expect(plan.args).toEqual(
    expect.arrayContaining([
      '--config=/clone/wrangler.toml',
      '--ip=127.0.0.1',
      '--port=9000',
      '--inspector-port=9001',
      '--persist-to=/data/edge',
      '--env-file=/data/keys/worker.env',
    ]),
  )
})

test('a runtime that crashed is a lost child', () => {
  const line = 'The Workers runtime crashed unexpectedly and is being restarted (crash #1).'

  expect(plan.lostWhen?.test(line)).toBe(true)
})
