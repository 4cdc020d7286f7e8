import { describe, expect, test } from 'vitest'
import { SEGMENT_HELD_BY_DESK_MS } from '../../core/queue/limits.ts'
import { seeded } from '../../core/queue/model/random.ts'
import { Calls } from './calls.ts'
import { plain } from './fixtures.ts'
import { countPolls, type Followers } from './polls.ts'

const SECONDS = 60_000
const HELD_S = SEGMENT_HELD_BY_DESK_MS / 1_000
const sizes = { roomDocument: 2_000, segmentDocument: 1_200 }

function counted(followers: Partial<Followers>, isolates = 1, desks = 1) {
  const calls = new Calls(desks, 4)
  const scenario = { ...plain, machines: { ...plain.machines, isolates, desks } }
  const polls = countPolls(scenario, { next: 0, far: 0, polling: [], ...followers }, sizes, calls)
  calls.endSecond()
  return { calls, polls }
}

/** Polls at random instants, one after the other, against a document that is held for a while. */
function happening(nearPerSecond: number, farPerSecond: number, holdsS: [number, number]) {
  const random = seeded(1)
  const both = nearPerSecond + farPerSecond
  let [atS, fetchedAtS, fetches, farFetches] = [0, -Infinity, 0, 0]
  for (;;) {
    atS -= Math.log(1 - random()) / both
    if (atS > SECONDS) return { fetches: fetches / SECONDS, far: farFetches / SECONDS }
    const isFar = random() < farPerSecond / both
    if (atS - fetchedAtS < holdsS[isFar ? 1 : 0]) continue
    fetchedAtS = atS
    fetches += 1
    if (isFar) farFetches += 1
  }
}

describe.each([
  { near: 0, far: 100 },
  { near: 0, far: 2 },
  { near: 1, far: 0 },
  { near: 1, far: 50 },
  { near: 4, far: 200 },
  { near: 200, far: 500 },
])('$near near and $far far fans who poll one isolate', ({ near, far }) => {
  const happened = happening(near / 5, far / 23.75, [1, 4])
  const polling = near === 0 ? [] : [{ segment: 0, polls: near }]
  const { calls, polls } = counted({ far, polling })

  test('fetch the room’s document as often as when each poll happens', () => {
    const presence = near === 0 ? 0 : 0.1
    expect((calls.desk.total - presence) / happened.fetches).toBeCloseTo(1, 1)
  })

  test('and so do the far ones alone', () => {
    expect(Math.abs(calls.farPolls - happened.far)).toBeLessThan(0.004)
    expect(calls.farFanSeconds).toBe(far)
  })

  test('ask as often as each of them does', () => {
    expect(polls).toBeCloseTo(near / 5 + far / 23.75)
  })
})

test.each([1, 5, 40])(
  '%i near polls fetch their segment’s document as when each happens',
  (near) => {
    const happened = happening(near / 5, 0, [HELD_S, HELD_S])
    const { calls } = counted({ polling: [{ segment: 2, polls: near }] })
    const presence = (1 - Math.exp(-near)) / 10

    expect((calls.segment.total - presence) / happened.fetches).toBeCloseTo(1, 1)
  },
)

test('far fans cost an isolate a fetch in four seconds, however many they are', () => {
  expect(counted({ far: 1_000_000 }).calls.desk.total).toBeCloseTo(0.25, 3)
  expect(counted({ far: 1_000_000 }, 500, 5).calls.desk.lastOfOne).toBeCloseTo(25, 0)
})

test('near fans cost a segment one fetch from each desk while its document is held, however many they are', () => {
  const polling = [{ segment: 1, polls: 100_000 }]
  const presence = 8 / 10

  expect(counted({ polling }, 100, 8).calls.segment.total).toBeCloseTo(8 / HELD_S + presence, 1)
})

test('nobody who polls costs nothing', () => {
  const { calls, polls } = counted({})

  expect(polls).toBe(0)
  expect(calls.desk.total + calls.segment.total + calls.bytes).toBe(0)
})
