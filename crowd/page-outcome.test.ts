import { describe, expect, test } from 'vitest'
import type { AskName, Outcome } from './fan-events.ts'
import { pageWith, WAITING, type Shown } from './fixtures/page.ts'
import { outcomeOfPage } from './page-outcome.ts'
import { readPage } from './plain-page.ts'

function outcomeOf(what: AskName, shown: Shown): Outcome {
  const page = readPage(pageWith(shown))
  if (page === undefined) throw new Error('The page of the test is none.')
  return outcomeOfPage(what, page)
}

const near: Shown = { state: 'near', facts: WAITING, refreshSeconds: 5, nowMs: 10_000 }

describe('a page of the line', () => {
  test('says what a poll would', () => {
    expect(outcomeOf('status', near)).toEqual({
      kind: 'told',
      answer: {
        status: {
          kind: 'status',
          phase: 'open',
          standing: 'waiting',
          place: { lane: 'general', number: 12, position: 12, generation: 0 },
          presentAhead: 5,
          isEstimate: false,
          atMostAhead: 7,
          waiting: 40,
          ratePerSecond: 2.5,
          wait: { lowMs: 3_000, highMs: 9_000 },
          asOfMs: 9_000,
          nowMs: 10_000,
        },
        news: [],
        next: { kind: 'poll', inMs: 5_000 },
      },
    })
  })

  test('after a join is the place', () => {
    expect(outcomeOf('join', near)).toMatchObject({
      kind: 'joined',
      answer: { kind: 'placed', place: { number: 12 } },
    })
  })

  test('without a range of the wait has none', () => {
    const { 'wait-low-ms': _low, 'wait-high-ms': _high, ...facts } = WAITING
    const outcome = outcomeOf('status', { ...near, facts })

    expect(outcome.kind === 'told' && 'wait' in outcome.answer.status).toBe(false)
  })

  test('that shows a turn has its deadline, and a later turn counts as another', () => {
    const facts = { ...WAITING, 'deadline-ms': '30000' }

    expect(outcomeOf('status', { ...near, state: 'turn', facts })).toMatchObject({
      answer: { status: { standing: 'offered' }, offer: { turn: 30_000, deadlineMs: 30_000 } },
    })
  })

  test('that shows a turn which was missed says so', () => {
    expect(outcomeOf('status', { ...near, state: 'lapsed' })).toMatchObject({
      answer: { status: { standing: 'lapsed' } },
    })
  })

  test.each(['paused', 'sold-out', 'drawing'])('is still a place when the sale is %s', (state) => {
    expect(outcomeOf('status', { ...near, state }).kind).toBe('told')
    expect(outcomeOf('join', { state, nowMs: 1 })).toMatchObject({ code: 'join-too-early' })
  })

  test.each(['number', 'present-ahead', 'is-estimate', 'at-most-ahead', 'as-of-ms'])(
    'that does not show %s is none of the protocol',
    (missing) => {
      const facts = Object.fromEntries(Object.entries(WAITING).filter(([name]) => name !== missing))

      expect(outcomeOf('status', { ...near, facts })).toEqual({
        kind: 'mismatch',
        why: expect.stringMatching(`^page near \\(status\\): ${missing}: `),
      })
    },
  )
})

test('a page of the shop is the session, until when it lasts, by the server’s clock where it is told', () => {
  const shop: Shown = { state: 'inside', facts: { 'session-until-ms': '70000' } }
  const session = { sessionId: 'of-a-page', untilMs: 70_000, tokenUntilMs: 70_000 }

  expect(outcomeOf('claim', shop)).toEqual({ kind: 'admitted', session, again: false })
  expect(outcomeOf('claim', { ...shop, nowMs: 10_000 })).toMatchObject({ nowMs: 10_000 })
})

test.each<[AskName, string, Partial<Outcome>]>([
  ['status', 'over', { kind: 'refused', status: 410, code: 'place-gone' }],
  ['status', 'outside', { kind: 'refused', status: 410, code: 'place-gone' }],
  ['status', 'moved-away', { kind: 'refused', code: 'place-superseded' }],
  ['status', 'error', { kind: 'refused', status: 503, retryAfterMs: 5_000 }],
  ['join', 'closed', { kind: 'refused', code: 'join-closed' }],
  ['join', 'shut', { kind: 'refused', code: 'join-rejected' }],
  ['join', 'let-through', { kind: 'joined' }],
  ['join', 'no-cookies', { kind: 'mismatch' }],
  ['leave', 'outside', { kind: 'left' }],
  ['leave', 'over', { kind: 'left' }],
  ['release', 'outside', { kind: 'released' }],
])('asked for %s, a page that is %s means %j', (what, state, outcome) => {
  expect(outcomeOf(what, { state, refreshSeconds: 5 })).toMatchObject(outcome)
})

test('a page of something else is no page of a room', () => {
  expect(readPage('<html><body><h1>502</h1></body></html>')).toBeUndefined()
})
