import { expect, test } from 'vitest'
import { Fan } from './fan.ts'
import type { Outcome } from './fan-events.ts'
import { placedAt } from './fixtures/answers.ts'
import { ManualClock } from './fixtures/manual-clock.ts'
import { planWith } from './fixtures/plans.ts'
import { RoomDouble } from './fixtures/room-double.ts'
import { newRecord, type FanRecord } from './record.ts'
import { Tally } from './tally.ts'
import type { Transport } from './transports.ts'
import { Visit } from './visit.ts'

/** What is entered of a fan whose first join, after a second, comes to nothing. */
async function joinsTwice(transport: Transport, clock: ManualClock): Promise<FanRecord> {
  const { connect, listen } = new RoomDouble(clock, 1, 1)
  const outcomes: Outcome[] = [{ kind: 'unreachable', why: 'ECONNRESET' }]
  const answers = () => {
    return new Promise<Outcome>((resolve) => {
      clock.at(clock.nowMs() + 1_000, () => resolve(outcomes.pop() ?? placedAt(clock.nowMs())))
    })
  }
  const around = { clock, ask: answers, browse: () => answers, connect, listen, tally: new Tally() }
  const plan = planWith({ transport })
  const fan = new Fan(plan, () => 0.5)
  const visit = new Visit(fan, plan, newRecord(1, transport), around, () => {})
  visit.begin()
  await clock.advance(4_000)
  visit.stop()
  return visit.record
}

test.each<[Transport, number]>([
  ['poll', 1_300],
  ['page', 0],
])('by %s, a place is from a join that was sent after %i ms', async (transport, afterMs) => {
  const clock = new ManualClock()
  const beganMs = clock.nowMs()

  const { places } = await joinsTwice(transport, clock)

  expect(places[0]).toMatchObject({ sentMs: beganMs + afterMs, receivedMs: beganMs + 2_300 })
})
