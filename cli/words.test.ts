import { describe, expect, test } from 'vitest'
import type { Outlook } from '../core/operate/outlook.ts'
import { changesText, effectText, grouped, instant, lasting, table } from './words.ts'

test.each([
  [0, '0.0 s'],
  [9_940, '9.9 s'],
  [10_000, '10 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [7_140_000, '119 min'],
  [7_500_000, '2 h 05 min'],
])('%i ms last %s', (ms, text) => {
  expect(lasting(ms)).toBe(text)
})

test('an instant is in Korean time', () => {
  expect(instant(Date.UTC(2026, 10, 30, 11, 0, 5))).toBe('2026-11-30 20:00:05 KST')
})

test('large numbers are grouped', () => {
  expect(grouped(1_000_000)).toBe('1,000,000')
})

test('columns line up, numbers at their end, and Korean letters count as two', () => {
  const lines = table([
    ['room', 'waiting'],
    ['봄콘서트', '9'],
    ['gala', '1,204'],
  ]).split('\n')

  expect(lines).toEqual(['room      waiting', '봄콘서트        9', 'gala        1,204'])
})

test('a change of nothing is said', () => {
  expect(changesText([{ field: 'title.en', after: 'Gala' }])).toBe('  title.en: nothing → "Gala"')
})

describe('an effect', () => {
  const look: Outlook = { phase: 'open', cap: 5, ratePerSecond: 1, occupied: 2, waiting: 9 }
  const minute = { ms: 60_000, assumed: false }

  test.each<[string, Partial<Outlook>, Partial<Outlook>, string]>([
    [
      'a longer wait',
      { lastWait: minute },
      { lastWait: { ms: 240_000, assumed: false } },
      'the last of 9 fans then waits 4 min, 60 s before',
    ],
    ['the first call', {}, { lastWait: minute }, 'the last of 9 fans then waits 60 s'],
    [
      'a wait that nothing was learned of',
      {},
      { lastWait: { ms: 240_000, assumed: true } },
      'the last of 9 fans then waits 4 min if every session lasts as long as it may',
    ],
    ['nobody', {}, { waiting: 0 }, 'nobody waits'],
    ['a halt', { lastWait: minute }, {}, 'nobody is called, and 9 fans wait'],
    ['an end', {}, { phase: 'closed' }, '9 fans who wait are sent away'],
    ['an end that was', { phase: 'closed' }, { phase: 'closed' }, 'none: the sale is closed'],
    [
      'a cap below who is inside',
      {},
      { cap: 1, waiting: 0 },
      'nobody waits; nobody new is let in until 1 have left',
    ],
    [
      'a full shop',
      {},
      { cap: 2, lastWait: minute },
      'the last of 9 fans then waits 60 s; the shop is full: the next is called when somebody leaves',
    ],
  ])('of %s', (_, before, after, text) => {
    expect(effectText({ before: { ...look, ...before }, after: { ...look, ...after } })).toBe(text)
  })
})
