import { describe, expect, test } from 'vitest'
import { samples } from '../room-sample-states.ts'
import {
  factsWith,
  far,
  happened,
  inside,
  liveWith,
  offered,
  outside,
  placed,
  refused,
  sampleNowMs,
  session,
} from '../room-samples.ts'
import type { RoomView } from '../room-view.ts'
import { isSoldOut, stateOf, type RoomState } from './state-of.ts'

const facts = factsWith()
const offline = liveWith({ isOffline: true, isAskedFor: true })
const soldOut = { news: [happened(1, 'opened'), happened(2, 'sold-out')] }
const offer = { turn: 1, deadlineMs: sampleNowMs + 1_000 }

test.for(samples)('the sample $name is $state', ({ view, live, facts, state }) => {
  const shown = live === undefined ? undefined : liveWith(live)

  expect(stateOf(view, shown, factsWith(facts))).toBe(state)
})

/** Each is all that its successors are, and something that goes before. */
const precedence: [RoomState, RoomView][] = [
  ['inside', placed({ standing: 'offered', phase: 'paused' }, { session, offer, ...soldOut })],
  ['turn', placed({ standing: 'waiting', phase: 'paused' }, { offer, ...soldOut })],
  ['turn', placed({ standing: 'offered', phase: 'closed' }, soldOut)],
  ['lapsed', placed({ standing: 'lapsed', phase: 'paused' }, soldOut)],
  ['over', placed({ standing: 'gone', phase: 'paused' }, soldOut)],
  ['moved-away', placed({ standing: 'superseded', phase: 'paused' }, soldOut)],
  ['offline', placed({ phase: 'paused' }, soldOut)],
]

describe('with no connection, a room that is paused and sold out, and a question asked', () => {
  test.for(precedence)('it is still %s', ([state, view]) => {
    expect(stateOf(view, offline, facts)).toBe(state)
  })
})

describe('with a connection', () => {
  const asked = liveWith({ isAskedFor: true })

  test('paused and closed go before sold out, as they do outside', () => {
    expect(stateOf(placed({ phase: 'paused' }, soldOut), asked, facts)).toBe('paused')
    expect(stateOf(placed({ phase: 'closed' }, soldOut), asked, facts)).toBe('closed')
    expect(stateOf(placed({}, soldOut), asked, facts)).toBe('sold-out')
  })

  test('whoever is asked for is told so, near or far', () => {
    expect(stateOf(far(), asked, facts)).toBe('still-there')
    expect(stateOf(far(), liveWith(), facts)).toBe('far')
    expect(stateOf(placed(), liveWith(), facts)).toBe('near')
  })

  test('who missed a turn is not asked to come back once nobody is called any more', () => {
    expect(stateOf(placed({ standing: 'lapsed', phase: 'closed' }), asked, facts)).toBe('closed')
  })

  test('what has no line to lose stays what it is without one', () => {
    expect(stateOf(inside, offline, facts)).toBe('inside')
    expect(stateOf({ kind: 'gone' }, offline, facts)).toBe('gone')
    expect(stateOf(refused('room-busy'), offline, facts)).toBe('error')
    expect(stateOf(offered(), offline, facts)).toBe('turn')
  })
})

describe('sold out is the newest word on it', () => {
  test.for([
    [['opened', 'sold-out'], true],
    [['opened', 'sold-out', 'message', 'paused'], true],
    [['opened', 'sold-out', 'paused', 'resumed'], false],
    [['opened'], false],
    [[], false],
  ] as const)('%j: %s', ([kinds, told]) => {
    const news = kinds.map((kind, no) => happened(no, kind))

    expect(isSoldOut(news)).toBe(told)
    expect(isSoldOut(news.toReversed())).toBe(told)
  })
})

test('a room that lets through whom it cannot see has a way in, not a line', () => {
  expect(stateOf(outside({ joining: 'let-through' }), undefined, facts)).toBe('outside')
})
