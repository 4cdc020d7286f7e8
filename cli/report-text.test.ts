import { expect, test } from 'vitest'
import { saleReport } from '../core/operate/sale-report.ts'
import { reportText } from './report-text.ts'

const OPEN = Date.UTC(2026, 10, 30, 11)

const sample = (second: number) => ({
  atMs: OPEN + second * 1_000,
  phase: 'open',
  joined: 2_000,
  turns: 10 * second,
  lapses: second,
  waiting: 2_000 - 10 * second,
  offered: 2,
  inside: 30,
  occupied: 32,
  cap: 40,
  ratePerSecond: 10,
  alarms: [],
})

const report = saleReport.parse({
  room: 'demo',
  title: { en: 'Demo' },
  phase: 'open',
  asOfMs: OPEN + 60_000,
  fromMs: OPEN,
  totals: {
    joined: 2_000,
    admitted: 540,
    turns: 600,
    lapses: 58,
    mostWaiting: 2_000,
    mostOccupied: 32,
  },
  curve: Array.from({ length: 60 }, (_, second) => sample(second)),
  waits: [{ lane: 'general', decilesMs: Array.from({ length: 11 }, (_, tenth) => tenth * 6_000) }],
  score: { count: 200, heldShare: 0.905, medianWidth: 0.42 },
  incidents: [
    { kind: 'act', atMs: OPEN + 5_000, act: 'pause', by: 'Kim', no: 7 },
    {
      kind: 'act',
      atMs: OPEN + 7_000,
      act: 'change',
      by: 'Lee',
      no: 8,
      changes: [{ field: 'settings.cap', before: 500, after: 250 }],
      more: 2,
    },
    { kind: 'alarm', atMs: OPEN + 6_000, alarm: 'shop-silent', untilMs: OPEN + 30_000 },
    { kind: 'alarm', atMs: OPEN + 40_000, alarm: 'shop-silent' },
  ],
})

test('a sale is told by its totals, its waits, its curve and its incidents', () => {
  const text = reportText(report)

  for (const part of [
    'demo (open), 2026-11-30 20:00:00 KST to 2026-11-30 20:01:00 KST',
    'joined 2,000, let in 540, turns 600, missed 58',
    'most waiting 2,000, most in the shop 32',
    'Of 200 ranges of the wait 91 % held; half were narrower than 42 % of the wait.',
    'waits in general, by tenths: 0.0 s  6.0 s  12 s',
    '20:00:05 KST  pause by Kim\n',
    '20:00:07 KST  change by Lee: cap 500 → 250; and 2 more\n',
    '20:00:06 KST  alarm shop-silent, for 24 s',
    '20:00:40 KST  alarm shop-silent, still',
  ])
    expect(text).toContain(part)
})

test('a long curve is thinned to what a terminal holds', () => {
  const looks = reportText(report)
    .split('\n')
    .filter((line) => / KST\s+open/.test(line))

  expect(looks).toHaveLength(20)
  expect(looks[1]).toContain('20:00:03')
})

test('with nothing to hold against, no share is claimed', () => {
  const text = reportText({ ...report, score: { count: 0, heldShare: 0, medianWidth: 0 } })

  expect(text).toContain('No range of the wait is over yet.')
})
