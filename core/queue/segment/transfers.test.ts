import { expect, test } from 'vitest'
import { segmentWith, START_MS } from '../fixtures.ts'
import { TRANSFER_MS, TRANSFER_TRIES, TRANSFERS_MAX } from '../limits.ts'
import { leave } from './claims.ts'
import { checkHolder, movePlace } from './places.ts'
import { openSegment, type Segment } from './segment.ts'
import { restoreSegment } from './snapshot.ts'
import { storedSegment } from './stored.ts'
import { offerTransfer, redeemTransfer } from './transfers.ts'

const SECRET = 8_000_000_000
const segment = segmentWith([41, 42], 1)
const shown = offerTransfer(segment, 41, SECRET, START_MS).segment

function redeemed(from: Segment, claimant = 'the-phone', secret = SECRET, nowMs = START_MS + 1) {
  return redeemTransfer(from, 41, secret, claimant, nowMs)
}

test('R5: whoever shows the code has the place, and the page of before is told', () => {
  const { segment: after, effects, outcome } = redeemed(shown)

  expect(outcome).toEqual({ kind: 'moved', generation: 1 })
  expect(effects).toEqual([{ kind: 'moved-away', position: 41, generation: 1 }])
  expect(checkHolder(after, 41, 0)).toEqual({ kind: 'superseded', generation: 1 })
  expect(checkHolder(after, 41, 1)).toEqual({ kind: 'holder' })
  expect(checkHolder(after, 42, 0)).toEqual({ kind: 'holder' })
})

test('R5: after a code the old token does not take the place back, nor does one before it', () => {
  const moved = movePlace(segment, 41, 0, START_MS).segment
  const offered = offerTransfer(moved, 41, SECRET, START_MS).segment
  const after = redeemed(offered).segment

  for (const old of [0, 1]) {
    expect(movePlace(after, 41, old, START_MS + 2).outcome).toEqual({
      kind: 'superseded',
      generation: 2,
    })
  }
  expect(movePlace(after, 41, 2, START_MS + 2).outcome).toEqual({ kind: 'moved', generation: 3 })
})

test('a code works once: again only for the same claimant, whose answer may have been lost', () => {
  const after = redeemed(shown).segment

  expect(redeemed(after).outcome).toEqual({ kind: 'moved', generation: 1 })
  expect(redeemed(after).segment.generation).toBe(after.generation)
  expect(redeemed(after, 'somebody').outcome).toEqual({ kind: 'used' })
})

test('wrong tries by others do not keep a claimant from the answer that was lost', () => {
  let tried = redeemed(shown).segment
  for (let time = 0; time <= TRANSFER_TRIES; time += 1) {
    tried = redeemed(tried, 'a-guesser', time).segment
  }

  expect(redeemed(tried).outcome).toEqual({ kind: 'moved', generation: 1 })
})

test('once the place has moved on, its claimant gets no second token by the old code', () => {
  const after = movePlace(redeemed(shown).segment, 41, 1, START_MS + 2).segment

  expect(redeemed(after).outcome).toEqual({ kind: 'used' })
})

test('wrong tries are counted, and kill the code', () => {
  let tried = shown
  for (let time = 0; time < TRANSFER_TRIES; time += 1) {
    const wrong = redeemed(tried, 'a-guesser', time)
    expect(wrong.outcome).toEqual({ kind: 'unknown' })
    tried = wrong.segment
  }

  expect(redeemed(tried).outcome).toEqual({ kind: 'too-many-tries' })
  const anew = offerTransfer(tried, 41, SECRET + 1, START_MS + 2).segment
  expect(redeemed(anew, 'the-phone', SECRET + 1).outcome.kind).toBe('moved')
})

test('a code ends, and a new one ends the one before', () => {
  const late = redeemed(shown, 'the-phone', SECRET, START_MS + TRANSFER_MS)
  expect(late.outcome).toEqual({ kind: 'unknown' })

  const second = offerTransfer(shown, 41, SECRET + 1, START_MS + 1).segment
  expect(redeemed(second).outcome).toEqual({ kind: 'unknown' })
})

test('who has left has no place to move', () => {
  const left = leave(shown, 41, START_MS + 1).segment

  expect(offerTransfer(left, 41, SECRET, START_MS + 2).outcome).toEqual({ kind: 'over' })
  expect(redeemed(left, 'the-phone', SECRET, START_MS + 2).outcome).toEqual({ kind: 'over' })
})

test('codes are bounded: of too many the oldest is dropped', () => {
  let full: Segment = openSegment({ epoch: 'epoch-a', lane: 'a', index: 0 }, START_MS)
  for (let place = 0; place <= TRANSFERS_MAX; place += 1) {
    full = offerTransfer(full, place, SECRET, START_MS).segment
  }

  expect(full.transfers).toHaveLength(TRANSFERS_MAX)
  expect(redeemTransfer(full, 0, SECRET, 'the-phone', START_MS).outcome.kind).toBe('unknown')
  expect(redeemTransfer(full, 1, SECRET, 'the-phone', START_MS).outcome.kind).toBe('moved')
})

test('R5: codes, tries and what a code moved outlive a crash', () => {
  const after = redeemed(offerTransfer(shown, 42, SECRET, START_MS).segment).segment

  const restored = restoreSegment(storedSegment(after), START_MS + 5)

  if (restored.kind !== 'segment') throw new Error('it was refused')
  expect(restored.segment.transfers).toEqual(after.transfers)
  expect(movePlace(restored.segment, 41, 0, START_MS + 6).outcome.kind).toBe('superseded')
  expect(redeemed(restored.segment).outcome).toEqual({ kind: 'moved', generation: 1 })
})

test('what was stored before there were codes is read, and damaged codes are none', () => {
  const { transfers: _, ...before } = storedSegment(segment)
  for (const stored of [before, { ...before, transfers: '{"not":"codes"' }]) {
    const restored = restoreSegment(stored, START_MS)
    expect(restored).toMatchObject({ kind: 'segment', segment: { transfers: [] } })
  }
})
