import { jsx } from 'hono/jsx'
import { describe, expect, test } from 'vitest'
import { phaseSchema } from '../../../core/protocol/fan-status.ts'
import type { Language } from '../language.ts'
import { speak } from '../messages.ts'
import { changedLabel, changedValue } from './changed-field.ts'
import { ActTold } from './told-changes.tsx'

const OPEN = Date.UTC(2026, 10, 30, 11)

const toldIn = (language: Language, field: string, value: unknown) => {
  const say = speak(language)
  return `${changedLabel(say, field) ?? field}: ${changedValue(say, language, field, value)}`
}

test.each<[string, unknown, string]>([
  ['settings.cap', 1_250, '정원: 1,250'],
  ['settings.ratePerSecond', 8, '입장 속도: 초당 8명'],
  ['settings.terms.offerMs', 30_000, '차례를 받을 시간: 30초'],
  ['settings.lanes.members.sharePercent', 20, 'members의 몫: 20%'],
  ['stage', 'closed', '상태: 판매 종료'],
  ['settings.mode', 'queue', '방식: 줄을 세움'],
  ['look.note.ko', 'queue', '한마디 (한국어): queue'],
  ['paused', true, '멈춤: 예'],
  ['rate', 'follows-the-shop', '입장 속도: 판매처를 따라감'],
  ['news', 'sold-out', '알린 말: 모두 팔렸습니다.'],
  ['news.en', 'sold-out', '알린 말 (English): sold-out'],
  ['session', 'e.general.1.1', '입장 아이디: e.general.1.1'],
  ['shop.audience', 'https://shop.example', 'shop.audience: https://shop.example'],
  ['settings.schedule.lobbyAtMs', undefined, '대기실 열기: 없음'],
])('%s that is %j is told as a person reads it', (field, value, told) => {
  expect(toldIn('ko', field, value)).toBe(told)
})

test('every stage a room may be in has its word', () => {
  const stages = phaseSchema.options.filter((phase) => phase !== 'paused')

  expect(
    stages.filter((stage) => changedValue(speak('en'), 'en', 'stage', stage) === stage),
  ).toEqual([])
})

test('what no calendar has is told as a number', () => {
  expect(toldIn('en', 'settings.schedule.openAtMs', 9e15)).toContain('9,000,000,000,000,000')
})

test('an instant is told by Korea’s clock', () => {
  expect(toldIn('en', 'settings.schedule.openAtMs', OPEN)).toContain('20:00:00')
})

describe('an act in a report', () => {
  const act = {
    kind: 'act' as const,
    atMs: OPEN,
    act: 'change',
    by: 'Kim',
    no: 7,
    changes: [{ field: 'settings.cap', before: 500, after: 250 }],
    more: 3,
  }
  const told = (more: object) =>
    String(
      jsx('p', {}, jsx(ActTold, { act: { ...act, ...more }, say: speak('en'), language: 'en' })),
    )

  test('says who did what, what was and is, and how much more', () => {
    expect(told({})).toContain('<strong>Change the settings</strong> <span class="soft">Kim</span>')
    expect(told({})).toContain('<del>500</del> <ins>250</ins>')
    expect(told({})).toContain('and 3 more')
  })

  test('marks what was written in which language', () => {
    const news = { changes: [{ field: 'news.ko', after: '곧' }], more: 0 }

    expect(told(news)).toContain('<span lang="ko"><ins>곧</ins></span>')
    expect(told({})).not.toContain('lang=')
  })

  test('that changed nothing says nothing more', () => {
    expect(told({ changes: [], more: 0 })).not.toContain('<ul')
  })

  test('of a word that no button has is told by the word', () => {
    expect(told({ act: 'unheard-of' })).toContain('<code>unheard-of</code>')
  })
})
