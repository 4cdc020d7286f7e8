import { expect, test } from 'vitest'
import { roomSettings } from '../core/queue/room/settings.ts'
import { rehearse } from './engine/rehearse.ts'
import { reckonedSeconds } from './reckon.ts'
import { roomScenario } from './room-scenario.ts'
import { scenario } from './scenario.ts'

function roomWith(cap: number, ratePerSecond: number) {
  const settings = roomSettings.parse({
    cap,
    ratePerSecond,
    lanes: [{ id: 'general', sharePercent: 100 }],
    order: 'arrival',
    mode: 'queue',
    schedule: { openAtMs: 1_900_000_000_000 },
  })
  return { entry: { id: 'reckoned', desks: 1, settings }, ratePerSecond }
}

const crowd = { fans: 240, withinSeconds: 20, shoppingSeconds: 60, noShowPercent: 10, seed: 1 }

test.each([
  { limit: 'cap', cap: 20, ratePerSecond: 10 },
  { limit: 'rate', cap: 200, ratePerSecond: 0.5 },
])('it foresees to a quarter when the last is called, where the $limit decides', (sale) => {
  const room = roomWith(sale.cap, sale.ratePerSecond)

  const { lastCalledSeconds } = rehearse(scenario.parse(roomScenario(room, crowd)))

  const stay = 60
  expect(reckonedSeconds(room, crowd) - stay).toBeGreaterThan(lastCalledSeconds * 0.75)
  expect(reckonedSeconds(room, crowd) - stay).toBeLessThan(lastCalledSeconds * 1.25)
})

test('a sale that is closed is reckoned until those inside have left', () => {
  const room = roomWith(20, 10)
  const schedule = { openAtMs: 1_900_000_000_000, closeAtMs: 1_900_000_300_000 }
  const closing = { ...room, entry: { settings: { ...room.entry.settings, schedule } } }

  expect(reckonedSeconds(room, crowd)).toBeGreaterThan(600)
  expect(reckonedSeconds(closing, crowd)).toBeGreaterThan(300)
  expect(reckonedSeconds(closing, crowd)).toBeLessThan(400)
})

test('the rate is the one of now, wherever the shop has moved it', () => {
  const room = roomWith(200, 10)

  const slower = reckonedSeconds({ ...room, ratePerSecond: 0.1 }, crowd)

  expect(slower).toBeGreaterThan(240 / 0.1)
  expect(reckonedSeconds(room, crowd)).toBeLessThan(slower / 5)
})

test('a sale that would go on for days is reckoned as long as it is rehearsed', () => {
  expect(reckonedSeconds(roomWith(1, 1), { ...crowd, fans: 100_000 })).toBe(86_400)
})
