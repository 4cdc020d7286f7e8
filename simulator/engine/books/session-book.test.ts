import { beforeEach, describe, expect, test } from 'vitest'
import { brokenRules } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { SessionBook } from './session-book.ts'

const session = { sessionId: 'epoch.general.0.1', untilMs: 1_200_000, tokenUntilMs: 60_000 }

let faults: Faults
let book: SessionBook
beforeEach(() => {
  faults = new Faults()
  book = new SessionBook(2, faults)
})

test('R8: a claim of an offer makes a session, and a repeated one answers with the same', () => {
  expect(book.admitted(0, session, true, 0)).toBe(true)
  expect(book.admitted(0, session, false, 2_000)).toBe(false)

  expect(faults.violations).toEqual([])
})

test('R8: a claim without an offer makes none', () => {
  book.admitted(0, session, false, 0)

  expect(brokenRules(faults)).toEqual(['R8'])
})

test('R8: a second claim makes no second session, offer or not', () => {
  book.admitted(0, session, true, 0)
  book.admitted(0, { ...session, sessionId: 'epoch.general.0.2' }, true, 1_000)

  expect(brokenRules(faults)).toEqual(['R8'])
})

describe('R8: a token', () => {
  test('may last until its session ends, and not longer', () => {
    book.checkToken({ ...session, untilMs: 30_000, tokenUntilMs: 30_000 }, 0)
    expect(faults.violations).toEqual([])

    book.checkToken({ ...session, untilMs: 30_000, tokenUntilMs: 30_001 }, 0)
    expect(brokenRules(faults)).toEqual(['R8'])
  })

  test('lives a minute, and not longer', () => {
    book.checkToken({ ...session, tokenUntilMs: 61_000 }, 1_000)
    expect(faults.violations).toEqual([])

    book.checkToken({ ...session, tokenUntilMs: 61_001 }, 1_000)
    expect(brokenRules(faults)).toEqual(['R8'])
  })
})

describe('R8: a session that was cut short', () => {
  beforeEach(() => {
    book.admitted(0, session, true, 0)
    book.cut(0, 60_000, 10_000)
  })

  test('is in the room’s log within 5 s', () => {
    book.roomKnows([], 15_000, false)
    expect(faults.violations).toEqual([])

    book.roomKnows([], 15_001, false)
    expect(brokenRules(faults)).toEqual(['R8'])
  })

  test('is told of once, however often the log is read', () => {
    book.roomKnows([], 16_000, false)
    book.roomKnows([], 17_000, false)

    expect(faults.count).toBe(1)
  })

  test('need not be asked for again once the log had it', () => {
    book.roomKnows([session.sessionId], 11_000, false)
    book.roomKnows([], 20_000, false)

    expect(faults.violations).toEqual([])
  })

  test('may be missing while something is broken on purpose, and not after', () => {
    book.roomKnows([], 16_000, true)
    expect(faults.violations).toEqual([])

    book.roomKnows([], 17_000, false)
    expect(brokenRules(faults)).toEqual(['R8'])
  })

  test('need not be in the log once its token is dead', () => {
    book.roomKnows([], 60_001, false)

    expect(faults.violations).toEqual([])
  })
})
