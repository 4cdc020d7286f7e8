import { expect, test } from 'vitest'
import type { Change } from '../core/operate/change.ts'
import { changedText } from './changed-text.ts'

const OPEN = Date.UTC(2026, 10, 30, 11)

test.each<[Change, string]>([
  [{ field: 'settings.cap', before: 500, after: 1_250 }, 'cap 500 → 1,250'],
  [{ field: 'settings.ratePerSecond', before: 5, after: 8 }, 'rate 5 → 8 a second'],
  [
    { field: 'settings.schedule.closeAtMs', after: OPEN },
    'schedule.closeAtMs 2026-11-30 20:00:00 KST',
  ],
  [
    { field: 'settings.schedule.lobbyAtMs', before: OPEN },
    'schedule.lobbyAtMs 2026-11-30 20:00:00 KST → nothing',
  ],
  [{ field: 'settings.terms.offerMs', before: 60_000, after: 30_000 }, 'terms.offerMs 60 s → 30 s'],
  [
    { field: 'settings.lanes.members.sharePercent', before: 10, after: 20 },
    'share of members 10 → 20 %',
  ],
  [{ field: 'news.ko', after: '곧 다시' }, 'message.ko 곧 다시'],
  [{ field: 'news', after: 'sold-out' }, 'message sold-out'],
  [
    { field: 'origins', before: [], after: ['https://a.example'] },
    'origins [] → ["https://a.example"]',
  ],
  [{ field: 'news.en', after: 'two\n\u001B[2Jlines' }, 'message.en two [2Jlines'],
])('%j is told as it is read', (change, sentence) => {
  expect(changedText([change], 0)).toBe(sentence)
})

test('what turns a line round or moves a cursor is not told, within a list neither', () => {
  const title = { field: 'title.en', after: 'turned\u202Eround' }
  const origins = { field: 'origins', after: ['https://a.example\u009B2J'] }

  expect(changedText([title, origins], 0)).toBe(
    String.raw`title.en turned round; origins ["https://a.example\u009b2J"]`,
  )
})

test('several are one line, with how many are not told', () => {
  const paused = { field: 'paused', before: false, after: true }

  expect(changedText([paused, paused], 12)).toBe(
    'paused false → true; paused false → true; and 12 more',
  )
})
