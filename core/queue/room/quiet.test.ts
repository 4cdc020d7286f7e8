import { describe, expect, test } from 'vitest'
import { newsHeard, roomWith, said, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { FLOAT_REST_MS } from '../limits.ts'
import { isQuiet, nextInstantMs } from './quiet.ts'
import { hearReport } from './reports.ts'
import { command } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { tick } from './tick.ts'

describe('a room may rest', () => {
  test('when nobody waits and nothing it granted is on its way', () => {
    const empty = command(roomWith({ a: [0] }), 'pause', START_MS)

    expect(isQuiet(tick(newsHeard(empty), START_MS).room)).toBe(true)
  })

  test('not while somebody waits, nor while a float or an increment is out', () => {
    const waiting = roomWith({ a: [1] }, { cap: 0 })
    const floating = tick(roomWith({ a: [0] }), START_MS).room
    const granted = tick(roomWith({ a: [3] }), START_MS).room
    const answered = hearReport(granted, said('a', 0, { sequence: 2, granted: 7 }), START_MS)

    expect([waiting, floating, granted].map(isQuiet)).toEqual([false, false, false])
    expect(isQuiet({ ...answered, lanes: [] })).toBe(true)
  })

  test('not before every segment was heard in a new life: whoever waits there is not known yet', () => {
    const back = restoreRoom(storedRoom(roomWith({ a: [3] }, { cap: 0 })), START_MS)

    expect(back.kind === 'room' && isQuiet(back.room)).toBe(false)
  })

  test('once its sale is over, whoever still has a page open', () => {
    const waiting = roomWith({ a: [1] }, { cap: 0 })

    expect(isQuiet(command(waiting, 'close', START_MS))).toBe(true)
  })

  test('with no float to renew when nobody has asked for numbers for half a minute', () => {
    const idle = newsHeard(roomWith({ a: [0] }))
    const later = idle.cutAtMs + FLOAT_REST_MS

    expect(seatAt(tick(idle, later - 1).room, 'a', 0).float).toBeGreaterThan(0)
    expect(seatAt(tick(idle, later).room, 'a', 0).float).toBe(0)
  })

  test('until the next instant of its schedule', () => {
    const schedule = { lobbyAtMs: 10, openAtMs: 20, closeAtMs: 30 }
    const at = (nowMs: number) => nextInstantMs(settingsWith({ schedule }), nowMs)

    expect([at(0), at(10), at(25), at(30)]).toEqual([10, 20, 30, undefined])
  })
})
