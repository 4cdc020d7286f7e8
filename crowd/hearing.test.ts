import { describe, expect, test } from 'vitest'
import { BROKEN } from './socket-door.ts'
import type { Cut, FanAction } from './fan-events.ts'
import { Hearing } from './hearing.ts'
import type { Transport } from './transports.ts'

const NEAR = { kind: 'connect', inMs: 3_000, pollMs: 5_000 } as const
const FAR = { kind: 'poll', inMs: 12_000 } as const

function hearing(transport: Transport): Hearing {
  return new Hearing(transport, () => 0.5)
}

/** What is done until an instant, each with when. */
function until(heard: Hearing, atMs: number): [number, string][] {
  const done: [number, string][] = []
  for (;;) {
    const nexts = [heard.asks.nextMs(), heard.connection.alarms.nextMs()]
    const nextMs = Math.min(...nexts.map((ms) => ms ?? Infinity))
    if (nextMs > atMs) return done
    done.push(...heard.woken(nextMs).map((action): [number, string] => [nextMs, nameOf(action)]))
  }
}

function nameOf(action: FanAction): string {
  return action.kind === 'ask' ? action.ask.what : action.kind
}

const cut = (code: number, retryMs?: number): Cut => {
  return { kind: 'cut', code, reason: '', ...(retryMs !== undefined && { retryMs }) }
}

/** Far from the front, open since a second. */
function openStream(): Hearing {
  const heard = hearing('stream')
  heard.told(FAR, 'poll', 0)
  until(heard, 1_000)
  heard.opened(1_000)
  return heard
}

describe('an event stream', () => {
  test('is opened soon after the join, far from the front as well, and polls go on until it is', () => {
    const heard = hearing('stream')
    heard.told(FAR, 'poll', 0)

    expect(until(heard, 12_000)).toEqual([
      [1_000, 'connect'],
      [12_000, 'status'],
    ])
  })

  test('is enough by itself far from the front', () => {
    const heard = openStream()
    heard.told(FAR, 'stream', 1_000)

    expect(until(heard, 100_000)).toEqual([])
  })

  test('proves nothing: near the front its fan asks soon, and then every twenty seconds', () => {
    const heard = openStream()
    heard.told(FAR, 'stream', 1_000)
    const asked: number[] = []
    for (let atMs = 1_000; atMs < 60_000; atMs += 1_000) {
      heard.told(NEAR, 'stream', atMs)
      for (const [askedMs] of until(heard, atMs + 999)) {
        asked.push(askedMs)
        heard.told(NEAR, 'poll', askedMs)
      }
    }

    expect(asked).toEqual([3_500, 21_500, 39_500, 57_500])
  })

  test('is not pinged: there is no way up', () => {
    expect(until(openStream(), 60_000).map(([, what]) => what)).not.toContain('ping')
  })

  test('that ended is opened again when the server said, and a little later', () => {
    const heard = openStream()
    heard.told(FAR, 'stream', 1_000)
    heard.cut(cut(1_000, 1_500), 9_000)

    expect(until(heard, 20_000)).toEqual([[10_650, 'connect']])
  })

  test('that breaks is opened again later and later, and meanwhile its fan asks', () => {
    const heard = openStream()
    heard.told(FAR, 'stream', 1_000)
    const tries: [number, string][] = []
    let atMs = 9_000
    for (let broken = 0; broken < 3; broken += 1) {
      heard.cut(cut(BROKEN), atMs)
      tries.push(...until(heard, atMs + 1_300))
      atMs = tries.findLast(([, what]) => what === 'connect')?.[0] ?? atMs
    }

    expect(tries).toEqual([
      [9_300, 'connect'],
      [9_900, 'status'],
      [9_900, 'connect'],
      [10_500, 'status'],
      [11_100, 'connect'],
    ])
  })

  test('that was dismissed is not opened again, but by a page that is loaded anew', () => {
    const heard = openStream()
    heard.dismissed(9_000)
    expect(until(heard, 10_000)).toEqual([[9_600, 'status']])

    heard.told(NEAR, 'poll', 10_000)
    expect(until(heard, 15_000)).toEqual([[15_000, 'status']])

    heard.reloads()
    heard.told(NEAR, 'poll', 20_000)
    expect(until(heard, 21_000)).toEqual([[21_000, 'connect']])
  })
})

test.each(['poll', 'page'] as const)(
  'a fan by %s asks as often as is wanted, and connects never',
  (by) => {
    const heard = hearing(by)
    heard.told(NEAR, 'poll', 0)
    expect(until(heard, 5_000)).toEqual([[5_000, 'status']])

    heard.told(FAR, 'poll', 5_000)
    expect(until(heard, 17_000)).toEqual([[17_000, 'status']])
  },
)

test('a socket is opened when it is due, and its fan polls until then', () => {
  const heard = hearing('socket')
  heard.told({ ...NEAR, inMs: 7_000 }, 'poll', 0)
  expect(until(heard, 5_000)).toEqual([[5_000, 'status']])

  heard.told(NEAR, 'poll', 5_000)
  expect(until(heard, 7_000)).toEqual([[7_000, 'connect']])
})
