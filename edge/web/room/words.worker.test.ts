import { describe, expect, test } from 'vitest'
import { speak } from '../messages.ts'
import { factsWith } from '../room-samples.ts'
import {
  clockOf,
  countIn,
  dayIn,
  leftIn,
  newsIn,
  peopleIn,
  rateIn,
  soonIn,
  spaceIn,
  titleIn,
  waitIn,
} from './words.ts'

const en = speak('en')
const at = Date.parse('2026-11-25T20:03:12+09:00')
const minutes = (low: number, high: number) => ({ lowMs: low * 60_000, highMs: high * 60_000 })

describe('a wait', () => {
  test.for([
    [minutes(0.2, 0.7), 'up to 1 min'],
    [minutes(0, 0), 'up to 1 min'],
    [minutes(0.9, 2.1), 'up to 3 min'],
    [minutes(1.9, 2.1), '1 min to 3 min'],
    [minutes(2, 2), 'about 2 min'],
    [minutes(55, 75), '55 min to 1 h 15 min'],
    [minutes(120, 125), '2 h to 2 h 5 min'],
    [undefined, 'not known yet'],
  ] as const)('%j is told as "%s", never narrower than it is', ([wait, told]) => {
    expect(waitIn(en, wait)).toBe(told)
  })
})

test('an instant is told by the clock of Korea, on whatever machine', () => {
  expect(clockOf(at)).toBe('20:03:12')
  expect(clockOf(Date.parse('2026-11-25T00:00:00+09:00'))).toBe('00:00:00')
  expect(dayIn('ko', at)).toContain('2026년 11월 25일')
  expect(dayIn('en', at)).toMatch(/November 25, 2026.*20:03/)
})

test('an instant is told with its day only where that is not today, in Korea', () => {
  const lateThere = Date.parse('2026-11-25T23:59:00+09:00')

  expect(soonIn('en', lateThere, at)).toBe('23:59')
  expect(soonIn('en', lateThere + 60_000, at)).toBe('November 26, 2026 at 00:00')
})

describe('what is left', () => {
  test.for([
    [42_000, '0:42'],
    [41_001, '0:42'],
    [245_000, '4:05'],
    [3_600_000, '1:00:00'],
    [3_845_000, '1:04:05'],
    [216_000_000, '2 d 12:00:00'],
    [0, '0:00'],
    [-5_000, '0:00'],
  ] as const)('of %i ms is told as %s', ([leftMs, told]) => {
    expect(leftIn(en, leftMs)).toBe(told)
  })
})

test('sentences stand apart where the script leaves no room by itself', () => {
  expect([spaceIn('ko'), spaceIn('en'), spaceIn('ja'), spaceIn('zh')]).toEqual([' ', ' ', '', ''])
})

test('a count is grouped, so that a long one can be read', () => {
  expect(countIn('ko', 1_234_567)).toBe('1,234,567')
})

test('an estimate of people is told as one', () => {
  expect(peopleIn(en, 'en', 18_204, true)).toBe('about 18,204')
  expect(peopleIn(speak('ko'), 'ko', 238)).toBe('238명')
})

test('a sale without a title in any language is known by its id', () => {
  expect(titleIn('ko', factsWith({ title: {} }))).toBe('winter-night')
  expect(titleIn('ja', factsWith({ title: { fr: 'Nuit' } }))).toBe('Nuit')
})

test('a rate is told by the minute, and by the hour where a minute brings nobody', () => {
  expect(rateIn(en, 'en', 20)).toBe('up to 1,200 a minute')
  expect(rateIn(en, 'en', 1 / 600)).toBe('up to 6 an hour')
})

describe('news', () => {
  const item = { no: 1, atMs: at }

  test('of the room is said in the reader’s language', () => {
    expect(newsIn(speak('ja'), 'ja', { ...item, kind: 'paused' })).toBe('入場を一時停止しました。')
  })

  test('of the operator is shown as written, in English where the language is missing', () => {
    const text = { en: 'Doors at 7', ko: '7시 입장' }

    expect(newsIn(speak('ko'), 'ko', { ...item, kind: 'message', text })).toBe('7시 입장')
    expect(newsIn(speak('zh'), 'zh', { ...item, kind: 'message', text })).toBe('Doors at 7')
  })
})
