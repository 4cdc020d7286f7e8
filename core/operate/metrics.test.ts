import { describe, expect, test } from 'vitest'
import { alarmKind } from './alarms.ts'
import type { Listing } from './listing.ts'
import { metricNames, metricsText } from './metrics.ts'

const NOW_MS = 1_000_000

const listing: Listing = {
  id: 'demo',
  title: { en: 'Demo' },
  version: 1,
  phase: 'open',
  openAtMs: 1,
  cap: 50,
  ratePerSecond: 2.5,
  waiting: 900,
  occupied: 48,
  alarms: ['counts-old'],
  asOfMs: NOW_MS - 3_000,
  counts: {
    joined: 1_200,
    turns: 300,
    lapses: 20,
    offered: 8,
    inside: 40,
    silentSegments: 1,
    countsAsOfMs: NOW_MS - 9_000,
    revocationsAsOfMs: 0,
  },
}

const text = metricsText({ listings: [listing], leftOut: 4, rooms: { open: 1, closed: 7 } }, NOW_MS)

describe('the metrics', () => {
  test.each([
    'admit_one_waiting{room="demo"} 900',
    'admit_one_rate_per_second{room="demo"} 2.5',
    'admit_one_turns_total{room="demo"} 300',
    'admit_one_phase{room="demo",phase="open"} 1',
    'admit_one_alarm{room="demo",alarm="counts-old"} 1',
    'admit_one_alarm{room="demo",alarm="halted"} 0',
    'admit_one_counts_age_seconds{room="demo"} 6',
    'admit_one_revocations_age_seconds{room="demo"} 0',
    'admit_one_figures_age_seconds{room="demo"} 3',
    'admit_one_rooms{phase="closed"} 7',
    'admit_one_rooms{phase="lobby"} 0',
    'admit_one_rooms_left_out 4',
  ])('say %s', (line) => {
    expect(text.split('\n')).toContain(line)
  })

  test('are each named once, with a type and a sentence', () => {
    for (const name of metricNames) {
      expect(text.match(new RegExp(`^# HELP ${name} .+\\.$`, 'gm'))).toHaveLength(1)
      expect(text.match(new RegExp(`^# TYPE ${name} (gauge|counter)$`, 'gm'))).toHaveLength(1)
    }
    expect(text.match(/^# HELP/gm)).toHaveLength(metricNames.length)
  })

  test('have a line for every alarm, raised or not: a rule may count on it', () => {
    expect(text.match(/^admit_one_alarm\{/gm)).toHaveLength(alarmKind.options.length)
  })
})
