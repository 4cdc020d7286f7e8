import { expect, test } from 'vitest'
import { Crowd } from './crowd.ts'
import { ManualClock } from './fixtures/manual-clock.ts'
import { RoomDouble, type Fault } from './fixtures/room-double.ts'
import { USUAL_MANNERS, type Manners } from './manners.ts'
import { isFine, reportOf, type Report } from './report.ts'
import { Tally } from './tally.ts'
import type { Surroundings } from './visit.ts'

type Sale = {
  fans?: number
  fault?: Fault
  manners?: Partial<Manners>
  seconds?: number
  crash?: boolean
}

function around(room: RoomDouble, clock: ManualClock, tally: Tally): Surroundings {
  const { ask, connect, listen, browse } = room
  return { clock, ask, connect, listen, browse, tally }
}

/** A whole sale on a clock that costs no time; a crash is ten seconds in, for three seconds. */
async function sale({ fans = 100, fault, manners, seconds = 300, crash }: Sale): Promise<Report> {
  const clock = new ManualClock()
  const room = new RoomDouble(clock, 20, 8, fault)
  const tally = new Tally()
  const crowd = new Crowd(
    {
      fans,
      perSecond: 20,
      seed: 7,
      forever: false,
      manners: { ...USUAL_MANNERS, shoppingSeconds: 2, ...manners },
    },
    around(room, clock, tally),
  )
  const beganMs = clock.nowMs()
  const over = crowd.run()
  if (crash === true) {
    await clock.advance(10_000)
    room.crash()
    await clock.advance(3_000)
    room.isAway = false
  }
  await clock.advance(seconds * 1_000)
  crowd.stop()
  await over
  const record = { fans: crowd.records(), orderWindowMs: 500, cap: 20, outages: tally.outages }
  return reportOf(record, tally, clock.nowMs() - beganMs)
}

function brokenRules({ checks }: Report): string[] {
  return [...new Set(checks.filter(({ broken }) => broken > 0).map(({ rule }) => rule))]
}

test('a crowd with all its manners goes through a room that keeps its rules', async () => {
  const report = await sale({ manners: { noShows: 0.2, comeBacks: 0.7 } })

  expect(brokenRules(report)).toEqual([])
  expect(isFine(report)).toBe(true)
  expect(report.endings.served).toBeGreaterThan(75)
  expect(report.turns.missed).toBeGreaterThan(0)
  expect(report.turns.cameBack).toBeGreaterThan(0)
  expect(report.sockets.lost).toBeGreaterThan(0)
  expect(report.streams.opened).toBeGreaterThan(10)
  expect(Object.keys(report.waitsBy)).toEqual(['socket', 'stream', 'poll', 'page'])
  expect(report.checks.filter(({ checked }) => checked === 0)).toEqual([])
})

test('a crowd keeps its places while the server is away, and is served when it is back', async () => {
  const report = await sale({ crash: true })

  expect(report.outages.count).toBe(1)
  expect(report.errors['unreachable: ECONNREFUSED']).toBeGreaterThan(10)
  expect(isFine(report)).toBe(true)
})

test.each<[Fault, string]>([
  ['ignores-cap', 'R1'],
  ['calls-last-first', 'R3'],
  ['gives-numbers-twice', 'R5'],
  ['loses-places', 'R5'],
  ['passes-over-streams', 'R3'],
  ['passes-over-streams', 'same-waits'],
])('a room that %s is found out (%s)', async (fault, rule) => {
  const report = await sale({ fault })

  expect(brokenRules(report)).toContain(rule)
  expect(isFine(report)).toBe(false)
})

test('fans who still wait when the time is up are unserved, and that is not fine', async () => {
  const report = await sale({ seconds: 6 })

  expect(report.endings.unserved).toBeGreaterThan(0)
  expect(isFine(report)).toBe(false)
})

test('the same seed is the same crowd, to the last figure', async () => {
  expect(await sale({ fans: 40 })).toEqual(await sale({ fans: 40 }))
})

test('a crowd that goes on for ever keeps so many here, and no book of those who went', async () => {
  const clock = new ManualClock()
  const room = new RoomDouble(clock, 20, 8)
  const manners = { ...USUAL_MANNERS, shoppingSeconds: 2 }
  const plan = { fans: 30, perSecond: 10, seed: 7, forever: true, manners }
  const crowd = new Crowd(plan, around(room, clock, new Tally()))
  const over = crowd.run()

  await clock.advance(120_000)

  expect(crowd.counts().ended).toBeGreaterThan(50)
  expect(crowd.counts().here).toBeGreaterThan(25)
  expect(crowd.records().length).toBe(crowd.counts().here)
  crowd.stop()
  await over
})
