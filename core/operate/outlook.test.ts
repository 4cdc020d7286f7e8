import { describe, expect, test } from 'vitest'
import { roomWith, settingsWith, START_MS } from '../queue/fixtures.ts'
import { command, openRoom } from '../queue/room/room.ts'
import { outlookOf } from './outlook.ts'

const NOW_MS = START_MS + 1_000

function lastWaitMs(ratePerSecond: number): number {
  return outlookOf(roomWith({ a: [10, 10] }, { ratePerSecond }), NOW_MS).lastWait?.ms ?? 0
}

describe('the outlook of a sale', () => {
  test('says how long the last fan waits by the rate, while the cap holds nobody back', () => {
    const room = roomWith({ a: [10, 10] }, { ratePerSecond: 2, cap: 100 })

    const { waiting, lastWait } = outlookOf(room, NOW_MS)

    expect(waiting).toBe(20)
    expect(lastWait?.ms).toBeGreaterThan(8_000)
    expect(lastWait?.ms).toBeLessThan(11_000)
  })

  test('a rate of half makes it twice as long', () => {
    expect(lastWaitMs(1) / lastWaitMs(2)).toBeCloseTo(2, 1)
  })

  test('where the cap holds them back and nothing was learned, sessions count as long as they may be', () => {
    const terms = { offerMs: 10_000, sessionMs: 115_000, tokenMs: 10_000 }
    const room = roomWith({ a: [10, 10] }, { ratePerSecond: 20, cap: 2, terms })

    // Twenty fans, two at a time, each for 130 s with what verifiers allow.
    expect(outlookOf(room, NOW_MS).lastWait).toEqual({ ms: 1_300_000, assumed: true })
  })

  test('is nothing while nobody is called', () => {
    const room = roomWith({ a: [10] })

    expect(outlookOf(command(room, 'pause', NOW_MS), NOW_MS).lastWait).toBeUndefined()
    expect(outlookOf(roomWith({ a: [10] }, { cap: 0 }), NOW_MS).lastWait).toBeUndefined()
  })

  test('before the sale begins with its opening', () => {
    const schedule = { openAtMs: START_MS + 60_000 }
    const room = openRoom('epoch-a', settingsWith({ schedule }), START_MS)

    expect(outlookOf(room, START_MS)).toMatchObject({
      phase: 'scheduled',
      waiting: 0,
      lastWait: { ms: 60_000 },
    })
  })
})
