/** What each form of the console asks for, and which field is to be mended where it cannot be read. */
import { describe, expect, test } from 'vitest'
import { fieldsOf, isAtOnce, isDeedName, readDeed, type DeedName } from './deed.ts'

const said = (name: DeedName, fields: Record<string, string> = {}) =>
  readDeed(name, fieldsOf(Object.entries(fields)))

const changed = (settings: unknown, version = 3) => ({
  kind: 'deed',
  deed: { kind: 'change', version, change: { settings } },
})

test.for(['pause', 'resume', 'open', 'close', 'sold-out', 'follow', 'revoke-all'] as const)(
  '%s needs no field',
  (word) => {
    expect(said(word)).toEqual({ kind: 'deed', deed: { kind: 'word', word } })
  },
)

test('only what one press undoes is done at once', () => {
  const names = ['pause', 'resume', 'open', 'close', 'cap', 'revoke-all'] as const
  expect(names.filter(isAtOnce)).toEqual(['pause', 'resume'])
})

test('a name that is no deed is none', () => {
  expect(['pause', 'schedule', 'erase', ''].filter(isDeedName)).toEqual(['pause', 'schedule'])
})

test('a file sent as a field is no text, and blanks around a text are nobody’s', () => {
  const fields = fieldsOf([
    ['count', ' 7 '],
    ['file', new Blob(['x'])],
  ])
  expect([fields.get('count'), fields.get('file'), fields.names]).toEqual(['7', '', ['count']])
})

test('how many more are let in, the cap and the rate are numbers', () => {
  expect(said('admit', { count: '12' })).toEqual({
    kind: 'deed',
    deed: { kind: 'admit', count: 12 },
  })
  const version = '3'
  expect(said('cap', { version, 'settings.cap': '90' })).toEqual(changed({ cap: 90 }))
  expect(said('rate', { version, 'settings.ratePerSecond': '0.5' })).toEqual(
    changed({ ratePerSecond: 0.5 }),
  )
})

test.for([
  ['admit', 'count', ''],
  ['admit', 'count', 'many'],
  ['cap', 'settings.cap', 'Infinity'],
  ['rate', 'settings.ratePerSecond', '1,5'],
] as const)('%s: %s is not “%s”', ([name, field, typed]) => {
  expect(said(name, { [field]: typed })).toEqual({ kind: 'wrong', field, reason: 'a number' })
})

describe('a message', () => {
  test('is in the languages it was written in', () => {
    const fields = { 'text.ko': '곧 엽니다', 'text.en': ' Soon ', 'text.ja': '', other: 'x' }
    const text = { ko: '곧 엽니다', en: 'Soon' }
    expect(said('message', fields)).toEqual({ kind: 'deed', deed: { kind: 'message', text } })
  })

  test('says something', () => {
    expect(said('message', { 'text.ko': ' ' })).toMatchObject({ kind: 'wrong', field: 'text.ko' })
  })
})

describe('lanes', () => {
  const lanes = {
    version: '3',
    'settings.lanes.0.id': 'general',
    'settings.lanes.0.sharePercent': '80',
    'settings.lanes.1.id': 'members',
    'settings.lanes.1.sharePercent': '20',
  }

  test('are sent whole', () => {
    const both = [
      { id: 'general', sharePercent: 80 },
      { id: 'members', sharePercent: 20 },
    ]
    expect(said('lanes', lanes)).toEqual(changed({ lanes: both }))
  })

  test.for(['', '0', '12.5', 'half'])('have a whole share of 1 at least, not “%s”', (typed) => {
    const field = 'settings.lanes.1.sharePercent'
    expect(said('lanes', { ...lanes, [field]: typed })).toMatchObject({ kind: 'wrong', field })
  })
})

describe('a schedule', () => {
  const fields = {
    version: '3',
    'was.openAtMs': '2026-12-24T19:00',
    'settings.schedule.openAtMs': '2026-12-24T20:00',
  }

  test('is in Korean time', () => {
    expect(said('schedule', fields)).toEqual(
      changed({ schedule: { openAtMs: '2026-12-24T20:00:00+09:00' } }),
    )
  })

  test('leaves alone what was not touched, whatever seconds it has', () => {
    const untouched = { ...fields, 'settings.schedule.openAtMs': fields['was.openAtMs'] }
    expect(said('schedule', untouched)).toEqual(changed({ schedule: {} }))
  })

  test('that was emptied has that instant no more', () => {
    const emptied = { version: '3', 'was.closeAtMs': 'x', 'settings.schedule.closeAtMs': '' }
    expect(said('schedule', emptied)).toEqual(changed({ schedule: { closeAtMs: null } }))
  })
})

describe('one session', () => {
  const sessionId = 'epoch.general.7.2'

  test.for(['revoke', 'release'] as const)('is ended by %s', (how) => {
    const deed = { kind: 'end-session', how, sessionId }
    expect(said('end-session', { sessionId, how })).toEqual({ kind: 'deed', deed })
  })

  test('is revoked where nobody said how', () => {
    expect(said('end-session', { sessionId, how: 'erase' })).toMatchObject({
      deed: { how: 'revoke' },
    })
  })

  test.for(['', 'general.7', 'eyJhbGciOiJFUzI1NiJ9.e30.x'])('is not named by “%s”', (typed) => {
    const field = 'sessionId'
    expect(said('end-session', { sessionId: typed })).toMatchObject({ kind: 'wrong', field })
  })
})

test('a description’s change is JSON', () => {
  expect(said('change', { version: '3', change: '{"settings":{"cap":4}}' })).toEqual(
    changed({ cap: 4 }),
  )
  expect(said('change', { change: '{' })).toMatchObject({ kind: 'wrong', field: 'change' })
})
