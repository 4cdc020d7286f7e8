import { describe, expect, test } from 'vitest'
import { settingsWith, START_MS } from '../queue/fixtures.ts'
import { patchedEntry, readEntry } from './described.ts'

const LATER_MS = START_MS + 60_000
const plain = { id: 'demo', title: { en: 'Demo' }, settings: settingsWith() }
const withTimes = (schedule: object) => ({ ...plain, settings: { ...plain.settings, schedule } })

function entryOf(input: unknown, nowMs = START_MS) {
  const read = readEntry(input, undefined, nowMs)
  if (read.kind !== 'entry') throw new Error(`${read.field}: ${read.reason}`)
  return read.entry
}

const faultOf = (input: unknown) => {
  const read = readEntry(input, undefined, START_MS)
  return read.kind === 'invalid' ? `${read.field}: ${read.reason}` : 'none'
}

describe('a room that is described', () => {
  test('may open now, which is the instant at which it is said', () => {
    const { schedule } = entryOf(withTimes({ openAtMs: 'now', closeAtMs: LATER_MS })).settings

    expect(schedule).toEqual({ openAtMs: START_MS, closeAtMs: LATER_MS })
  })

  test.each([
    [{ openAtMs: START_MS - 1 }, 'settings.schedule.openAtMs: this instant has passed'],
    [
      { lobbyAtMs: START_MS - 1, openAtMs: LATER_MS },
      'settings.schedule.lobbyAtMs: this instant has passed',
    ],
    [
      { openAtMs: LATER_MS, closeAtMs: LATER_MS },
      'settings.schedule.closeAtMs: the sale closes after it opens',
    ],
    [{ openAtMs: 'soon' }, 'settings.schedule.openAtMs: milliseconds, or a date'],
    [{}, 'settings.schedule.openAtMs: '],
  ])('is refused by its field for %j', (schedule, fault) => {
    expect(faultOf(withTimes(schedule))).toContain(fault)
  })

  test.each([
    [{ ratePerSecond: 0 }, 'settings.ratePerSecond: '],
    [{ ratePerSecond: 1e9 }, 'settings.ratePerSecond: '],
    [
      {
        lanes: [
          { id: 'a', sharePercent: 60 },
          { id: 'b', sharePercent: 60 },
        ],
      },
      'settings.lanes: the shares are more than 100 %',
    ],
    [{ colour: 'red' }, 'settings: '],
  ])('is refused by its field for settings %j', (changes, fault) => {
    expect(faultOf({ ...plain, settings: { ...plain.settings, ...changes } })).toContain(fault)
  })
})

describe('a room that is changed', () => {
  const before = entryOf(withTimes({ openAtMs: START_MS }))
  const patched = (patch: unknown, isOwner = false, nowMs = START_MS + 10) =>
    patchedEntry(before, patch, isOwner, nowMs)

  test('keeps what is not named, also an instant that has passed', () => {
    expect(patched({ settings: { cap: 7 } })).toEqual({
      kind: 'entry',
      entry: { ...before, settings: { ...before.settings, cap: 7 } },
    })
  })

  test('opens now as it did, where it has opened already', () => {
    expect(patched({ settings: { schedule: { openAtMs: 'now' } } })).toMatchObject({
      entry: { settings: { schedule: { openAtMs: START_MS } } },
    })
  })

  test('is refused an instant that has passed and was not there before', () => {
    expect(patched({ settings: { schedule: { closeAtMs: START_MS + 5 } } })).toMatchObject({
      kind: 'invalid',
      field: 'settings.schedule.closeAtMs',
    })
  })

  test.each(['id', 'locationHint'])('stays where it was made: %s', (field) => {
    const value = field === 'id' ? 'other' : 'weur'

    expect(patched({ [field]: value })).toMatchObject({ kind: 'invalid', field })
  })

  test('goes to another shop by an owner’s word alone', () => {
    const shop = { audience: 'https://shop.example', returnTo: ['https://shop.example/'] }

    expect(patched({ shop })).toEqual({ kind: 'owner-only', field: 'shop' })
    expect(patched({ shop }, true)).toMatchObject({ entry: { shop } })
    expect(patched({ shop: null })).toEqual({ kind: 'owner-only', field: 'shop' })
  })
})
