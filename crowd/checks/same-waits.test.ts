import { describe, expect, test } from 'vitest'
import { joined, recordOf, turnAt } from '../fixtures/records.ts'
import type { FanRecord } from '../record.ts'
import type { Transport } from '../transports.ts'
import { checkSameWaits, laterByTransport, reachMs } from './same-waits.ts'

const MIX: readonly Transport[] = ['socket', 'stream', 'socket', 'poll', 'socket', 'page']

/** Fans in a row, called every 200 ms from the first minute on, each hearing of it so much later. */
function line(lateMs: (transport: Transport, fan: number) => number): FanRecord[] {
  return Array.from({ length: 60 }, (_, fan) => {
    const transport = MIX[fan % MIX.length] ?? 'socket'
    return heardAt(fan, transport, 60_000 + fan * 200 + lateMs(transport, fan))
  })
}

function heardAt(fan: number, transport: Transport, heardMs: number): FanRecord {
  const holdsLine = transport === 'socket' || transport === 'stream'
  const connections = holdsLine ? [{ openedMs: 2_000, closedMs: Infinity }] : []
  return joined(fan, fan, 0, { transport, connections, turns: [turnAt(heardMs)] })
}

/** As it is on a good day: a push at once, and the rest by their periods. */
function usualLate(transport: Transport, fan: number): number {
  if (transport === 'socket') return 20
  return transport === 'stream' ? 1_500 : 1_000 + ((fan * 1_237) % 5_000)
}

describe('same-waits', () => {
  test('holds where each hears of the turn within the reach of the transport', () => {
    const [each, medians] = checkSameWaits(recordOf(line(usualLate)))

    expect(each).toMatchObject({ rule: 'same-waits', checked: 59, broken: 0 })
    expect(medians).toMatchObject({ checked: 4, broken: 0 })
  })

  test.each(['socket', 'stream', 'poll', 'page'] as const)(
    'is broken, in each and in the median, by a %s that hears 12 s late',
    (late) => {
      const fans = line((transport, fan) => {
        return usualLate(transport, fan) + (transport === late ? 12_000 : 0)
      })

      const [each, medians] = checkSameWaits(recordOf(fans))

      expect(each?.broken).toBeGreaterThan(5)
      expect(each?.examples[0]).toMatch(`(${late})`)
      expect(medians).toMatchObject({ broken: 1, examples: [expect.stringMatching(late)] })
    },
  )

  test('is broken by one fan alone who hears too late', () => {
    const fans = line((transport, fan) => (fan === 33 ? 9_500 : usualLate(transport, fan)))

    expect(fans[33]?.transport).toBe('poll')
    expect(checkSameWaits(recordOf(fans))[0]).toMatchObject({ broken: 1 })
  })

  test.each(['socket', 'stream', 'poll', 'page'] as const)(
    'allows a %s its reach to the millisecond, and no more',
    (transport) => {
      const other = transport === 'socket' ? 'stream' : 'socket'
      const after = (ms: number) => {
        const fans = [heardAt(1, transport, 60_000 + ms), heardAt(2, other, 60_000)]
        return checkSameWaits(recordOf(fans))[0]?.broken
      }

      expect(after(reachMs(transport))).toBe(0)
      expect(after(reachMs(transport) + 1)).toBe(1)
    },
  )

  test('holds who has only just connected to what a poller is held to', () => {
    const late = heardAt(1, 'socket', 60_000 + reachMs('poll'))
    const fresh = { ...late, connections: [{ openedMs: 61_000, closedMs: Infinity }] }
    const behind = heardAt(2, 'poll', 60_000)

    expect(checkSameWaits(recordOf([late, behind]))[0]?.broken).toBe(1)
    expect(checkSameWaits(recordOf([fresh, behind]))[0]?.broken).toBe(0)
  })

  test.each<[string, (record: FanRecord) => FanRecord]>([
    [
      'reloaded',
      (record) => ({
        ...record,
        places: record.places.concat(record.places.map((told) => ({ ...told, isNew: false }))),
      }),
    ],
    [
      'lost the connection',
      (record) => ({ ...record, connections: [{ openedMs: 0, closedMs: 9 }] }),
    ],
    ['missed a turn', (record) => ({ ...record, lapsesMs: [50_000] })],
    ['heard of no turn', (record) => ({ ...record, turns: [] })],
    ['has no place', (record) => ({ ...record, places: [] })],
  ])('compares nobody who %s', (_, disturbed) => {
    const late = disturbed(heardAt(1, 'socket', 99_000))

    const found = checkSameWaits(recordOf([late, heardAt(2, 'poll', 60_000)]))

    expect(found.map(({ checked, unchecked }) => [checked, unchecked !== undefined])).toEqual([
      [0, true],
      [0, true],
    ])
  })

  test('compares nobody who waited while the server was away', () => {
    const fans = [heardAt(1, 'poll', 99_000), heardAt(2, 'socket', 60_000)]
    const outages = [{ fromMs: 50_000, toMs: 55_000 }]

    expect(checkSameWaits(recordOf(fans, { outages }))[0]?.checked).toBe(0)
  })

  test('compares nobody with another lane', () => {
    const other = heardAt(2, 'poll', 60_000)
    const places = other.places.map((told) => ({ ...told, place: { ...told.place, lane: 'club' } }))

    const fans = [heardAt(1, 'socket', 99_000), { ...other, places }]

    expect(checkSameWaits(recordOf(fans))[0]?.checked).toBe(0)
  })
})

test('how much later a transport is, is said of its median fan against both neighbours', () => {
  const fans = line((transport) => (transport === 'poll' ? 3_000 : 0))

  const later = laterByTransport(recordOf(fans))

  expect(later.get('poll')).toEqual({ compared: 10, medianMs: 3_000 })
  expect(Math.abs(later.get('page')?.medianMs ?? Infinity)).toBeLessThan(10)
})
