import fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { perform, saleSettings, sales, type SaleCommand } from './model/commands.ts'
import type { Faults } from './model/network.ts'
import { World } from './model/world.ts'
import { roomDocumentOf } from './room/document.ts'
import { slotsHeld } from './segment/report.ts'
import { occupiedSlots } from './room/room.ts'

type Sale = {
  seed: number
  span: number
  cap: number
  rate: number
  nearAtLeast: number
  faults: Faults
  commands: SaleCommand[]
}

/** Observers throw in the step in which a rule breaks; its number begins the message. */
function runSale({ seed, span, cap, rate, nearAtLeast, faults, commands }: Sale): World {
  const world = new World({ room: saleSettings(cap, rate, span, nearAtLeast), seed })
  world.faults = faults
  for (const command of commands) perform(world, command)
  return world
}

/** The faults stop, everybody comes back, and the shop has room. */
function settle(world: World): void {
  world.calm()
  world.command('resume')
  world.change({ cap: 12, ratePerSecond: 20 })
  world.run(12_000)
  for (const fan of world.crowd.fans) if (!fan.done) world.crowd.wake(fan)
  for (let times = 0; times < 40 && !isOver(world); times += 1) {
    world.run(5_000)
    world.observer.checkRevocations(world.room.state)
  }
  // A pause calls the float back and lets the last offers lapse; then no slot is anywhere.
  world.command('pause')
  world.run(12_000)
}

/** Everybody was served or is known not to come, and every slot came back. */
function isOver({ crowd, segments }: World): boolean {
  const served = crowd.fans.every(({ done, manners }) => done || manners.noShow)
  return served && [...segments.values()].every(({ state }) => slotsHeld(state) === state.spare)
}

describe('over a network that loses, doubles, delays and reorders, with parts that crash', () => {
  test('R1–R6, R8 hold in every step; then the sale settles, and everybody is served', () => {
    const seen = { offers: 0, lapses: 0, admissions: 0, cuts: 0 }
    fc.assert(
      fc.property(sales, (sale) => {
        const world = runSale(sale)
        settle(world)

        const waiting = world.crowd.fans.filter(
          ({ done, session, manners }) => !done && session === undefined && !manners.noShow,
        )
        expect(waiting.map(({ lane, position }) => `R4: ${lane} ${position} still waits`)).toEqual(
          [],
        )
        const held = [...world.segments.values()].reduce(
          (sum, { state }) => sum + slotsHeld(state),
          0,
        )
        expect(`R1: ${held} slots lost in segments`).toBe('R1: 0 slots lost in segments')
        const { asOfMs, revocationsAsOfMs } = roomDocumentOf(world.room.state, world.room.nowMs)
        const oldestMs = world.room.nowMs - Math.min(asOfMs, revocationsAsOfMs)
        expect(oldestMs, 'R6: the room’s document has grown old').toBeLessThanOrEqual(3_000)
        const lost = occupiedSlots(world.room.state)
        expect(`R1: ${lost} slots lost in the room`).toBe('R1: 0 slots lost in the room')
        for (const key of ['offers', 'lapses', 'admissions', 'cuts'] as const) {
          seen[key] += world.observer.seen[key]
        }
      }),
      { numRuns: inject('runs'), endOnFailure: !inject('shrink') },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
  })
})
