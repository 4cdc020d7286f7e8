import { describe, expect, test } from 'vitest'
import { speak } from './messages.ts'
import { clockOf, countIn, dayIn, newsIn, rateIn, waitIn } from './room-words.ts'

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

test('a count is grouped, so that a long one can be read', () => {
  expect(countIn('ko', 1_234_567)).toBe('1,234,567')
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
