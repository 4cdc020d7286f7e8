/** Enters in a fan's record what was just asked, answered or heard. Decides nothing. */
import type { FanStatusOnWire } from '../core/protocol/fan-status.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { SessionOnWire } from '../core/protocol/session.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'
import type { AskName, Outcome, Refusal } from './fan-events.ts'
import type { FanRecord, Place, SessionTold, Span, StatusTold } from './record.ts'

export function noteAsked(record: FanRecord, what: AskName, sentMs: number): void {
  if (what === 'claim' || what === 'here' || what === 'leave' || what === 'release') {
    record.said.push({ what, sentMs })
  }
}

export function noteOutcome(record: FanRecord, what: AskName, outcome: Outcome, span: Span): void {
  switch (outcome.kind) {
    case 'joined':
      if (outcome.answer.kind === 'let-through') return
      notePlace(record, outcome.answer.place, span, true)
      if (outcome.answer.kind === 'placed')
        notePoll(record, outcome.answer.poll, askedBy(record), span)
      else noteSession(record, outcome.answer.session, 'join', span)
      return
    case 'told':
      notePlace(record, outcome.answer.status.place, span, false)
      return notePoll(record, outcome.answer, askedBy(record), span)
    case 'admitted':
      return noteSession(record, outcome.session, admittedBy(record, what), span)
    case 'renewed':
      return noteSession(record, outcome.session, 'renew', span)
    case 'refused':
      return noteRefusal(record, outcome, span.receivedMs)
    case 'here':
    case 'left':
    case 'released':
    case 'unreachable':
    case 'mismatch':
      return
  }
}

/** Over the stream: it was on its way for nobody knows how long. */
export function noteStreamed(record: FanRecord, answer: PollAnswer, receivedMs: number): void {
  const span = { sentMs: receivedMs, receivedMs }
  notePlace(record, answer.status.place, span, false)
  notePoll(record, answer, 'stream', span)
}

export function noteHeard(record: FanRecord, message: SocketDown, receivedMs: number): void {
  switch (message.kind) {
    case 'status':
      noteStatus(record, message, 'socket', { sentMs: receivedMs, receivedMs })
      notePlace(record, message.place, { sentMs: receivedMs, receivedMs }, false)
      return
    case 'your-turn':
      record.turns.push({
        turn: message.turn,
        toldMs: receivedMs,
        deadlineServerMs: message.deadlineMs,
        saidServerMs: message.nowMs,
      })
      return
    case 'lapsed':
      record.lapsesMs.push(receivedMs)
      return
    case 'news':
    case 'still-there':
    case 'session-ended':
    case 'moved-away':
      return
  }
}

/** Whoever has a socket or a stream polls as well. */
function askedBy({ transport }: FanRecord): StatusTold['by'] {
  return transport === 'page' ? 'page' : 'poll'
}

/** A plain page that shows the shop at once shows no number. */
function admittedBy({ places }: FanRecord, what: AskName): SessionTold['by'] {
  if (what === 'claim') return 'claim'
  return places.length === 0 ? 'join' : 'poll'
}

function notePoll(
  record: FanRecord,
  { status, offer, session }: PollAnswer,
  by: StatusTold['by'],
  span: Span,
): void {
  noteStatus(record, status, by, span)
  if (session !== undefined) noteSession(record, session, 'poll', span)
  if (offer === undefined) return
  record.turns.push({
    turn: offer.turn,
    toldMs: span.receivedMs,
    deadlineServerMs: offer.deadlineMs,
    saidServerMs: status.nowMs,
  })
}

/** A place told again in the same words is not written again: it would be most of the book. */
function notePlace(record: FanRecord, place: Place, span: Span, byJoin: boolean): void {
  const known = record.places.at(-1)
  const isSame =
    known !== undefined &&
    known.place.lane === place.lane &&
    known.place.number === place.number &&
    known.place.position === place.position &&
    known.place.generation === place.generation
  if (isSame && !byJoin) return
  record.places.push({ ...span, place, isNew: record.places.length === 0 })
}

function noteSession(
  record: FanRecord,
  { sessionId, untilMs, tokenUntilMs }: SessionOnWire,
  by: SessionTold['by'],
  span: Span,
): void {
  record.sessions.push({
    ...span,
    by,
    sessionId,
    untilServerMs: untilMs,
    tokenUntilServerMs: tokenUntilMs,
  })
}

/** "Try again" refuses nothing. */
function noteRefusal(record: FanRecord, { status, code }: Refusal, receivedMs: number): void {
  if (status === 503 || status === 429) return
  if (code === 'offer-lapsed') record.lapsesMs.push(receivedMs)
  else record.refusals.push({ code, receivedMs })
}

function noteStatus(
  record: FanRecord,
  status: FanStatusOnWire,
  by: StatusTold['by'],
  span: Span,
): void {
  if (status.standing === 'lapsed') record.lapsesMs.push(span.receivedMs)
  record.statuses.push({
    ...span,
    by,
    presentAhead: status.presentAhead,
    isEstimate: status.isEstimate,
    atMostAhead: status.atMostAhead,
    position: status.place.position,
    standing: status.standing,
    phase: status.phase,
    ratePerSecond: status.ratePerSecond,
    asOfServerMs: status.asOfMs,
    nowServerMs: status.nowMs,
  })
}
