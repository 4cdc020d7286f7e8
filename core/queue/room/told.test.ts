import { expect, test } from 'vitest'
import { roomWith, START_MS } from '../fixtures.ts'
import { roomRecord } from './record.ts'
import { withLane, type Room } from './room.ts'
import { tick } from './tick.ts'
import { joinedTold, tickTold } from './told.ts'

const lanes = [
  { id: 'a', sharePercent: 60 },
  { id: 'b', sharePercent: 40 },
]
const two = roomWith({ a: [3], b: [0] }, { cap: 4, ratePerSecond: 100, lanes })

/** As after an account: so many of a lane's numbers are known to be somebody's. */
function withUsed(room: Room, id: string, used: number): Room {
  const lane = room.lanes.find((known) => known.id === id)
  if (lane === undefined) throw new Error(`no lane ${id}`)
  return withLane(room, { ...lane, numbers: { ...lane.numbers, used } })
}

test('who joined is told once, by lane, with the total', () => {
  const first = withUsed(withUsed(two, 'a', 3), 'b', 2)
  const second = withUsed(first, 'b', 7)

  expect(joinedTold('hall', two, first)).toMatchObject([
    { lane: 'a', count: 3, total: 3 },
    { lane: 'b', count: 2, total: 2 },
  ])
  expect(joinedTold('hall', first, second)).toEqual([
    { kind: 'joined', room: 'hall', epoch: two.epoch, lane: 'b', count: 5, total: 7 },
  ])
  expect(joinedTold('hall', second, second)).toEqual([])
})

test('nothing else that happens in a room is somebody who joined', () => {
  expect(joinedTold('hall', two, tick(two, START_MS).room)).toEqual([])
})

test('a tick is told by its totals, never fan by fan', () => {
  const record = roomRecord(two, tick(two, START_MS).room, START_MS, START_MS)
  if (record === undefined) throw new Error('nothing was written down')

  expect(tickTold('hall', two.epoch, record)).toEqual({
    kind: 'tick',
    room: 'hall',
    epoch: two.epoch,
    phase: 'open',
    cap: 4,
    ratePerSecond: 100,
    granted: 3,
    returned: 0,
  })
})
