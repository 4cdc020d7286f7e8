import { expect, test } from 'vitest'
import { roomEntry } from '../core/queue/room/entry.ts'
import { notPlayedOf } from './not-played.ts'

const settings = {
  cap: 20,
  ratePerSecond: 5,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: 1_900_000_000_000 },
}
const terms = { offerMs: 60_000, sessionMs: 1_200_000, tokenMs: 30_000 }
const pressure = {
  floorPerSecond: 1,
  ceilingPerSecond: 50,
  stepPerSecond: 1,
  targetLatencyMs: 1_000,
  mostErrorsShare: 0.02,
  mostInFlight: 100,
}

function of(changed: object, room: object = {}) {
  const title = { ko: '신년 음악회' }
  const whole = { id: 'gala', title, ...room, settings: { ...settings, ...changed } }
  return notPlayedOf(roomEntry.parse(whole))
}

test('of a room as most are everything is played', () => {
  expect(of({})).toEqual([])
})

test('a room that closes by itself, with another near and span, is played, too', () => {
  const schedule = { openAtMs: 1_900_000_000_000, closeAtMs: 1_900_000_600_000 }

  expect(of({ schedule, near: { seconds: 60, atLeast: 5 }, span: 64 })).toEqual([])
})

test.each([
  ['mode', { mode: 'pass' }, {}],
  ['mode', { mode: 'reject' }, {}],
  ['cap', { cap: 0 }, {}],
  ['lobby', { schedule: { lobbyAtMs: 1, openAtMs: 1_900_000_000_000 } }, {}],
  ['pressure', {}, { pressure }],
  ['reload', {}, { reload: 'requeue' }],
  ['token', { terms }, {}],
])('%s is named where it is %j %j', (setting, changed, room) => {
  expect(of(changed, room)).toEqual([setting])
})

test('all that is not played is said at once', () => {
  expect(of({ mode: 'reject', cap: 0, terms }, { reload: 'requeue' })).toEqual([
    'mode',
    'cap',
    'reload',
    'token',
  ])
})
