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
  return { id: 'reckoned', desks: 1, settings }
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

test('a sale that would go on for days is reckoned as long as it is rehearsed', () => {
  expect(reckonedSeconds(roomWith(1, 1), { ...crowd, fans: 100_000 })).toBe(86_400)
})
