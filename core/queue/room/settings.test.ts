import { describe, expect, test } from 'vitest'
import { settingsWith, START_MS } from '../fixtures.ts'
import { CAP_MAX, LANES_MAX, OFFER_MS, RATE_MAX_PER_SECOND, SEGMENT_SPAN } from '../limits.ts'
import { SESSION_MS, TOKEN_MS } from '../limits.ts'
import { roomSettings } from './settings.ts'

const good = settingsWith()
const terms = { offerMs: OFFER_MS, sessionMs: SESSION_MS, tokenMs: TOKEN_MS }
const lane = (id: string, sharePercent: number) => ({ id, sharePercent })

/** The paths of what is wrong with these settings, as an operator reads them. */
function wrong(changes: object): string[] {
  const read = roomSettings.safeParse({ ...good, ...changes })
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'))
}

describe('a room’s settings', () => {
  test('that are right are taken as they are', () => {
    expect(roomSettings.parse(good)).toEqual(good)
  })

  test('need no span and no terms: those are the limits’', () => {
    const { span: _, terms: __, ...short } = good

    expect(roomSettings.parse(short)).toEqual({ ...short, span: SEGMENT_SPAN, terms })
  })

  const times = { lobbyAtMs: START_MS, openAtMs: START_MS + 1, closeAtMs: START_MS + 2 }
  test.each([
    [{ cap: 0 }],
    [{ cap: CAP_MAX }],
    [{ ratePerSecond: 1 / 600 }],
    [{ ratePerSecond: RATE_MAX_PER_SECOND }],
    [{ lanes: [lane('club', 40), lane('general', 60)] }],
    [{ lanes: [lane(`a${'-9'.repeat(15)}x`, 1)] }],
    [{ schedule: times }],
    [{ schedule: { ...times, lobbyAtMs: times.openAtMs } }],
    [{ span: 1 }],
    [{ order: 'draw', schedule: times }],
  ])('may be at their bounds: %j', (changes) => {
    expect(wrong(changes)).toEqual([])
  })

  test.each([
    ['cap', { cap: -1 }],
    ['cap', { cap: CAP_MAX + 1 }],
    ['cap', { cap: 1.5 }],
    ['cap', { cap: '100' }],
    ['ratePerSecond', { ratePerSecond: 0 }],
    ['ratePerSecond', { ratePerSecond: RATE_MAX_PER_SECOND + 1 }],
    ['ratePerSecond', { ratePerSecond: Number.NaN }],
    ['ratePerSecond', { ratePerSecond: Infinity }],
    ['lanes', { lanes: [] }],
    ['lanes', { lanes: Array.from({ length: LANES_MAX + 1 }, (_, n) => lane(`lane-${n}`, 1)) }],
    ['lanes', { lanes: [lane('a', 10), lane('a', 10)] }],
    ['lanes', { lanes: [lane('a', 60), lane('b', 41)] }],
    ['lanes.0.id', { lanes: [lane('A', 10)] }],
    ['lanes.0.id', { lanes: [lane('9a', 10)] }],
    ['lanes.0.id', { lanes: [lane('', 10)] }],
    ['lanes.0.id', { lanes: [lane('a'.repeat(33), 10)] }],
    ['lanes.1.sharePercent', { lanes: [lane('a', 10), lane('b', 0)] }],
    ['lanes.1.sharePercent', { lanes: [lane('a', 10), lane('b', 0.5)] }],
    ['order', { order: 'alphabet' }],
    ['schedule.lobbyAtMs', { order: 'draw' }],
    ['schedule.lobbyAtMs', { order: 'draw', schedule: { lobbyAtMs: 5, openAtMs: 5 } }],
    ['mode', { mode: 'vip' }],
    ['schedule', { schedule: undefined }],
    ['schedule.openAtMs', { schedule: {} }],
    ['schedule.openAtMs', { schedule: { openAtMs: '2027-01-01' } }],
    ['schedule.lobbyAtMs', { schedule: { openAtMs: 5, lobbyAtMs: 6 } }],
    ['schedule.closeAtMs', { schedule: { openAtMs: 5, closeAtMs: 5 } }],
    ['span', { span: 0 }],
    ['span', { span: SEGMENT_SPAN + 1 }],
    ['terms.offerMs', { terms: { ...terms, offerMs: 4_999 } }],
    ['terms.offerMs', { terms: { ...terms, offerMs: 600_001 } }],
    ['terms.sessionMs', { terms: { ...terms, sessionMs: 59_999 } }],
    ['terms.sessionMs', { terms: { ...terms, sessionMs: 24 * 3_600_000 + 1 } }],
    ['terms.tokenMs', { terms: { ...terms, tokenMs: 9_999 } }],
    ['terms.tokenMs', { terms: { ...terms, tokenMs: TOKEN_MS + 1 } }],
    ['terms.tokenMs', { terms: { offerMs: OFFER_MS, sessionMs: SESSION_MS } }],
  ])('that are wrong are named: %s of %j', (path, changes) => {
    expect(wrong(changes)).toEqual([path])
  })

  test.each([
    ['rate', { rate: 5 }],
    ['lobbyMs', { schedule: { ...times, lobbyMs: 1 } }],
    ['share', { lanes: [{ ...lane('a', 10), share: 10 }] }],
    ['offersMs', { terms: { ...terms, offersMs: 1 } }],
  ])('that no room has are refused by name: %s of %j', (name, changes) => {
    const read = roomSettings.safeParse({ ...good, ...changes })

    expect(read.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [name] }])
    expect(read.error?.issues[0]?.message).toContain(name)
  })

  test('of which several are wrong are all named', () => {
    expect(wrong({ cap: -1, mode: 'vip', lanes: [lane('A', 0)] })).toEqual([
      'cap',
      'lanes.0.id',
      'lanes.0.sharePercent',
      'mode',
    ])
  })
})
