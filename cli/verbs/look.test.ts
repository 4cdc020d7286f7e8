import { afterEach, describe, expect, test, vi } from 'vitest'
import { said } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const clock = () => {
  let ms = 1_000_000
  return () => (ms += 600)
}

describe('watching', () => {
  const now = {
    room: 'demo',
    version: 1,
    saidAtMs: 1_000_000,
    phase: 'open',
    schedule: { openAtMs: 1 },
    cap: 5,
    ratePerSecond: 1,
    rate: { by: 'hand' },
    occupied: 0,
    extra: 0,
    lanes: [],
    score: { count: 0, heldShare: 0, medianWidth: 0 },
    news: [],
    health: { segments: 0, silentSegments: 0, countsAsOfMs: 0, revocationsAsOfMs: 0 },
    alarms: [],
  }
  test('goes on for as long as was said, a line of JSON each time', async () => {
    const answers: [number, unknown][] = Array.from({ length: 3 }, () => [200, now])

    const { out, exit } = await said('watch demo --json --for 1', answers, { nowMs: clock() })

    expect([exit, JSON.parse(out)]).toEqual([0, now])
  })

  test('clears a terminal between screens, and shows who stopped answering', async () => {
    const gone: [number, unknown] = [404, { code: 'not-found', message: 'It is gone.' }]
    const terminal = { columns: 80, rows: 24 }

    const { out } = await said('watch demo --for 1', [[200, now], gone], {
      nowMs: clock(),
      terminal,
    })

    expect(out).toContain('\u001B[2J')
    expect(out).toContain('demo: It is gone.')
  })

  test('a room that is not there is told at once', async () => {
    expect(await said('watch nowhere', [[404, { code: 'x', message: 'None.' }]])).toMatchObject({
      exit: 1,
    })
    expect(await said('watch')).toMatchObject({ exit: 2 })
  })

  test('once is figures', async () => {
    expect((await said('figures demo', [[200, now]])).out).toContain('demo  OPEN')
  })
})
