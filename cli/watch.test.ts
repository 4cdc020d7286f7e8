import { describe, expect, test } from 'vitest'
import { figures, type Figures } from '../core/operate/figures.ts'
import { Watched } from './watch.ts'

const NOW = 1_000_000

const wait = { lowMs: 240_000, highMs: 360_000 }
const general = {
  id: 'general',
  sharePercent: 100,
  joined: 2_000,
  waiting: 1_500,
  waitingNear: 1_000,
  offered: 4,
  inside: 16,
  gone: 480,
  turns: 500,
  lapses: 12,
  unaccounted: 0,
  wait,
}

const calm = figures.parse({
  room: 'demo',
  version: 3,
  saidAtMs: NOW - 200,
  phase: 'open',
  schedule: { openAtMs: 1 },
  cap: 40,
  ratePerSecond: 5,
  rate: { by: 'hand' },
  occupied: 20,
  extra: 0,
  lanes: [general],
  lastWait: { ms: 300_000, assumed: true },
  score: { count: 100, heldShare: 0.91, medianWidth: 0.4 },
  news: [],
  health: { segments: 4, silentSegments: 0, countsAsOfMs: NOW - 500, revocationsAsOfMs: 0 },
  alarms: [],
})
const waitedFor = (count: number): Figures => ({
  ...calm,
  lanes: [{ ...general, waiting: count }],
})

const screenOf = (...seen: (Figures | string)[]) => new Watched().screen(seen, NOW)

describe('the screen of one sale', () => {
  test('shows how full it is, who waits, how long, and how old that is', () => {
    const screen = screenOf(calm)

    for (const line of [
      'demo  OPEN  0.2 s',
      'waiting  1,500',
      'in shop  16, and 4 with a turn on offer',
      '20 of 40 in use  [###############...............]',
      'last fan waits 5 min at most',
      '5 a second, set by hand',
      '500, of which 12 were missed',
      '91 % of 100 held',
      '4 min to 6 min',
      '4 segments, 0 silent; counts as of 0.5 s ago, ended sessions as of not known yet',
    ])
      expect(screen).toContain(line)
    expect(screen).not.toMatch(/ALARM|HALTED|OLD/)
  })

  test('shows what is wrong before all else', () => {
    const screen = screenOf({
      ...calm,
      saidAtMs: NOW - 9_000,
      rate: { by: 'shop', reason: 'shop-silent' },
      alarms: ['segments-silent', 'shop-silent'],
      health: { ...calm.health, halt: 'clock-behind' },
      score: { count: 0, heldShare: 0, medianWidth: 0 },
    })

    expect(screen.split('\n').slice(0, 2)).toEqual([
      'demo  OPEN  OLD: 9.0 s',
      'ALARM  segments-silent, shop-silent',
    ])
    expect(screen).toContain('HALTED   clock-behind')
    expect(screen).toContain('set by shop (shop-silent)')
    expect(screen).toContain('none is over yet')
  })

  test('says no wait where none is known, and draws a cap of nothing as full', () => {
    const { lastWait: _, ...paused } = calm
    const { wait: _wait, ...quiet } = general
    const screen = screenOf({ ...paused, cap: 0, occupied: 0, lanes: [quiet] })

    expect(screen).not.toMatch(/last fan|min to/)
    expect(screen).toContain(`[${'#'.repeat(30)}]`)
  })

  test('draws how many waited in the last minute, and no more of it', () => {
    const watched = new Watched()
    for (let second = 0; second < 70; second += 1) watched.screen([waitedFor(0)], NOW)

    const line = watched.screen([waitedFor(800)], NOW).split('\n')[2]

    expect(line).toBe(`waiting  800  ${'▁'.repeat(59)}█`)
  })
})

test('several sales are a line each, and who does not answer is one of them', () => {
  const lines = screenOf(calm, 'gala: no answer').split('\n')

  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^demo\s+open\s+1,500\s+20\/40\s+5\s+0\.2 s$/)
  expect(lines[2]).toBe('gala: no answer')
})
