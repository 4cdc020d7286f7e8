import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readRooms } from './rooms-file.ts'
import { shopLine, shopPlans, shopPortsOf } from './shops.ts'
import type { Settings } from './settings.ts'

const shopPorts = { SHOP_PORT: 9002, GUARDED_SHOP_PORT: 9003 }
const settings: Settings = {
  ports: { PORT: 9000, INSPECTOR_PORT: 9001, ORIGIN_PORT: 9004 },
  shopPorts,
  dataDir: '/data',
  roomsFile: '/clone/rooms.json',
  crowdFans: 0,
}
const file = resolve(import.meta.dirname, '../rooms.json')
const rooms = readRooms(file, { ...settings.ports, ...shopPorts }).map(({ entry }) => entry)

test('each demo shop is started where its room says that it is, and told of its room', () => {
  const plans = shopPlans('/clone', settings, rooms, 'key')

  expect(plans.map(({ name, args, env }) => [name, args, env['ROOM'], env['AUDIENCE']])).toEqual([
    [
      'guarded-shop',
      ['/clone/demo/guarded-shop.ts'],
      'http://localhost:9000/rooms/demo',
      'http://localhost:9000',
    ],
    ['shop', ['/clone/demo/shop.ts'], 'http://localhost:9000/rooms/quiet', 'http://localhost:9002'],
  ])
})

test('no key stands in a command line', () => {
  for (const { args } of shopPlans('/clone', settings, rooms, 'secret')) {
    expect(args.join()).not.toContain('secret')
  }
})

test('without rooms of theirs no shop is started, and no port of theirs is wanted', () => {
  const others = rooms.map((room) => {
    const { shop, ...rest } = room
    return shop === undefined ? room : rest
  })

  expect(shopPlans('/clone', settings, others, 'key')).toEqual([])
  expect(shopPortsOf(settings, others)).toEqual({})
  expect(shopPortsOf(settings, rooms)).toEqual(shopPorts)
})

test('a visitor is told where to find them', () => {
  expect(shopLine('guarded-shop', settings)).toContain('http://localhost:9000/shop/')
  expect(shopLine('shop', settings)).toContain('http://localhost:9002/')
})
