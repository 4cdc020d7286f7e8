import { expect, test } from 'vitest'
import { pollAt, placedAt, refused, sessionUntil, statusAt } from './fixtures/answers.ts'
import { noteAsked, noteHeard, noteOutcome, noteStreamed } from './notes.ts'
import { newRecord } from './record.ts'

const span = { sentMs: 100, receivedMs: 120 }

test('a join is entered with its instants, and again when it is repeated', () => {
  const record = newRecord(1, 'socket')
  noteOutcome(record, 'join', placedAt(5), span)
  noteOutcome(record, 'join', placedAt(6), { sentMs: 900, receivedMs: 920 })

  expect(record.places.map(({ sentMs, isNew }) => [sentMs, isNew])).toEqual([
    [100, true],
    [900, false],
  ])
  expect(record.statuses).toHaveLength(2)
})

test('a place told again in the same words is not entered again, another is', () => {
  const record = newRecord(1, 'socket')
  noteOutcome(record, 'join', placedAt(5), span)
  noteOutcome(record, 'status', { kind: 'told', answer: pollAt(6) }, span)
  const other = statusAt(7, { place: { lane: 'general', number: 8, position: 8, generation: 0 } })
  noteOutcome(record, 'status', { kind: 'told', answer: pollAt(7, { status: other }) }, span)

  expect(record.places.map(({ place }) => place.number)).toEqual([7, 8])
})

test('turns are entered whoever told of them', () => {
  const record = newRecord(1, 'socket')
  noteHeard(record, { kind: 'your-turn', turn: 1, deadlineMs: 9_000, nowMs: 4_000 }, 50)
  const offer = { turn: 1, deadlineMs: 9_000 }
  noteOutcome(record, 'status', { kind: 'told', answer: pollAt(4_100, { offer }) }, span)

  expect(record.turns).toEqual([
    { turn: 1, toldMs: 50, deadlineServerMs: 9_000, saidServerMs: 4_000 },
    { turn: 1, toldMs: 120, deadlineServerMs: 9_000, saidServerMs: 4_100 },
  ])
})

test('what a fan said is entered when it was sent, whether it was answered or not', () => {
  const record = newRecord(1, 'socket')
  noteAsked(record, 'claim', 100)
  noteAsked(record, 'status', 110)
  noteAsked(record, 'leave', 120)

  expect(record.said).toEqual([
    { what: 'claim', sentMs: 100 },
    { what: 'leave', sentMs: 120 },
  ])
})

test('a missed turn is entered, whichever way it was told', () => {
  const record = newRecord(1, 'socket')
  const status = statusAt(5_000, { standing: 'lapsed' })
  noteHeard(record, status, 40)
  noteOutcome(record, 'status', { kind: 'told', answer: pollAt(5_000, { status }) }, span)

  expect(record.lapsesMs).toEqual([40, 120])
})

test('sessions, lapses and refusals are entered', () => {
  const record = newRecord(1, 'socket')
  noteHeard(record, { kind: 'lapsed' }, 40)
  noteOutcome(record, 'claim', refused(410, 'offer-lapsed'), span)
  noteOutcome(record, 'claim', refused(410, 'place-gone'), span)
  noteOutcome(record, 'claim', refused(503, 'place-unknown-key'), span)
  noteOutcome(
    record,
    'claim',
    { kind: 'admitted', session: sessionUntil(9_000, 6_000), again: false },
    span,
  )

  expect(record.lapsesMs).toEqual([40, 120])
  expect(record.refusals).toEqual([{ code: 'place-gone', receivedMs: 120 }])
  expect(record.sessions).toMatchObject([{ by: 'claim', tokenUntilServerMs: 6_000 }])
})

test('each status is entered with how it was told', () => {
  const byStream = newRecord(1, 'stream')
  noteStreamed(byStream, pollAt(5_000, { offer: { turn: 1, deadlineMs: 9_000 } }), 50)
  noteOutcome(byStream, 'status', { kind: 'told', answer: pollAt(5_000) }, span)
  const byPage = newRecord(2, 'page')
  noteOutcome(byPage, 'status', { kind: 'told', answer: pollAt(5_000) }, span)

  expect(byStream.statuses.map(({ by, sentMs }) => [by, sentMs])).toEqual([
    ['stream', 50],
    ['poll', 100],
  ])
  expect(byStream.turns).toMatchObject([{ turn: 1, toldMs: 50 }])
  expect(byPage.statuses).toMatchObject([{ by: 'page' }])
})

test('a page that shows the shop at once is let in by the request that joined', () => {
  const record = newRecord(1, 'page')
  const session = sessionUntil(9_000)
  noteOutcome(record, 'join', { kind: 'admitted', session, again: false }, span)

  expect(record.sessions).toMatchObject([{ by: 'join' }])
})
