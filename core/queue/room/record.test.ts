import { describe, expect, test } from 'vitest'
import { roomWith, START_MS } from '../fixtures.ts'
import { RECORD_EVERY_MS, roomRecord } from './record.ts'
import { command } from './room.ts'
import { tick } from './tick.ts'

const waiting = roomWith({ a: [3, 2] }, { cap: 4, ratePerSecond: 100 })

describe('what a room writes down', () => {
  test('R3: of a tick is who was given slots, and the lowest segment that was left waiting', () => {
    const after = tick(waiting, START_MS).room

    expect(roomRecord(waiting, after, START_MS, START_MS)).toEqual({
      atMs: START_MS,
      phase: 'open',
      cap: 4,
      ratePerSecond: 100,
      granted: 4,
      returned: 0,
      extra: 0,
      lanes: [
        {
          lane: 'a',
          given: [
            [0, 3],
            [1, 1],
          ],
          waiting: 1,
        },
      ],
    })
  })

  test('is nothing where nothing happened', () => {
    const quiet = roomWith({ a: [0] })

    expect(roomRecord(quiet, quiet, START_MS, START_MS + RECORD_EVERY_MS)).toBeUndefined()
  })

  test('R4: while fans wait is a line every five seconds, though nobody is called', () => {
    const full = roomWith({ a: [3] }, { cap: 0 })

    expect(roomRecord(full, full, START_MS, START_MS + RECORD_EVERY_MS - 1)).toBeUndefined()
    expect(roomRecord(full, full, START_MS, START_MS + RECORD_EVERY_MS)).toMatchObject({
      lanes: [{ given: [], waiting: 0 }],
    })
  })

  test('is every word that steers', () => {
    const paused = command(waiting, 'pause', START_MS)

    expect(roomRecord(waiting, paused, START_MS, START_MS)).toMatchObject({ phase: 'paused' })
  })
})
