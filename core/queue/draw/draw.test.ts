import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { CLOCK_SKEW_MS, COUNTED_BEFORE_ROUND_MS, REDRAW_NOTICE_MS } from '../limits.ts'
import { instantOfRound, type BeaconRound } from './beacon.ts'
import {
  announcedDraw,
  anySignature,
  countedDraw,
  drawOf,
  drawnWith,
  laneWith,
} from './fixtures.ts'
import { LOBBY_MS, OPEN_MS, ROUND_AT_MS, round1000, SEED, times } from './fixtures.ts'
import type { AnnouncedDraw } from './document.ts'
import * as draws from './draw.ts'

const lanes = [laneWith('a', [{ from: 0, to: 5 }])]
const counted = countedDraw(lanes)
const refusalOf = (step: draws.DrawStep) => (step.kind === 'refused' ? step.reason : step.kind)

const revealed = (beacon: Partial<BeaconRound>, nowMs = ROUND_AT_MS, verify = anySignature) =>
  refusalOf(draws.reveal(counted, { ...round1000, ...beacon }, verify, nowMs))

const countedAt = (nowMs: number) => drawOf(draws.count(announcedDraw(), lanes, 0, nowMs)).shown
const voidAt = (nowMs: number) => drawOf(draws.makeVoid(counted, 'operator', nowMs)).shown

describe('an announcement', () => {
  test('R9: says commitment and round before the lobby opens, and never the seed', () => {
    const { shown } = announcedDraw()

    expect(shown).toMatchObject({ phase: 'announced', round: 1_000, roundAtMs: ROUND_AT_MS })
    expect(shown.announcedAtMs).toBeLessThan(shown.lobbyAtMs)
    expect(JSON.stringify(shown)).not.toContain(SEED)
  })

  test('R9: once the lobby is open there is none any more', () => {
    expect(refusalOf(draws.announce('epoch-a', SEED, times, LOBBY_MS))).toBe('lobby-is-open')
  })

  test('R9: commits to this seed in this epoch', () => {
    const commitments = [
      announcedDraw(),
      announcedDraw('epoch-b'),
      announcedDraw('epoch-a', '10'.repeat(32)),
    ].map(({ shown }) => shown.commitment)

    expect(new Set(commitments).size).toBe(3)
  })
})

describe('the count', () => {
  test('R9: waits until no number can be handed out', () => {
    const step = draws.count(announcedDraw(), lanes, 1, OPEN_MS)

    expect(refusalOf(step)).toBe('numbers-still-out')
  })

  test('R9: is published once, and what was announced stays as it was', () => {
    const { phase: _, ...announced } = announcedDraw().shown

    expect(counted.shown).toMatchObject({ ...announced, phase: 'counted', lanes })
    expect(refusalOf(draws.count(counted, [], 0, OPEN_MS))).toBe('already-counted')
  })

  test('R9: too close to the round, who has the seed could choose: the draw is void', () => {
    const lastMs = ROUND_AT_MS - COUNTED_BEFORE_ROUND_MS

    expect(countedAt(lastMs).phase).toBe('counted')
    expect(countedAt(lastMs + 1)).toMatchObject({ phase: 'void', reason: 'beacon-too-early' })
  })
})

describe('the reveal', () => {
  test('R9: shows the seed when the round has appeared, and not before', () => {
    expect(revealed({})).toBe('draw')
    expect(revealed({}, ROUND_AT_MS - CLOCK_SKEW_MS - 1)).toBe('round-is-not-due')
    expect(drawnWith(lanes)).toMatchObject({ phase: 'drawn', seed: SEED, ...round1000 })
  })

  test('R9: believes no other round, no other randomness, and no other signature', () => {
    expect(revealed({ round: 1_001 })).toBe('another-round')
    expect(revealed({ randomness: SEED })).toBe('randomness-of-another-signature')
    expect(revealed({}, ROUND_AT_MS, () => false)).toBe('not-signed-by-the-beacon')
  })

  test('R9: a beacon that is late is waited for', () => {
    expect(revealed({}, ROUND_AT_MS + 86_400_000)).toBe('draw')
  })

  test('R9: needs the count before it', () => {
    const step = draws.reveal(announcedDraw(), round1000, anySignature, ROUND_AT_MS)

    expect(refusalOf(step)).toBe('not-counted')
  })

  test('R9: a seed that is not the one committed to makes the draw void, and stays secret', () => {
    const lost = { ...counted, seed: 'ee'.repeat(32) }
    const { shown } = drawOf(draws.reveal(lost, round1000, anySignature, ROUND_AT_MS))

    expect(shown).toMatchObject({ phase: 'void', reason: 'seed-lost', count: { lanes } })
    expect(JSON.stringify(shown)).not.toContain(lost.seed)
  })
})

describe('a void draw', () => {
  test('R9: says why, and whether the outcome could be known', () => {
    expect(voidAt(ROUND_AT_MS - 1_000)).toMatchObject({ reason: 'operator', afterRound: false })
    expect(voidAt(ROUND_AT_MS)).toMatchObject({ reason: 'operator', afterRound: true })
  })

  test('R9: what was drawn cannot be made void', () => {
    const drawn = { seed: SEED, shown: drawnWith(lanes) }

    expect(refusalOf(draws.makeVoid(drawn, 'operator', ROUND_AT_MS))).toBe('already-drawn')
  })

  test('R9: is drawn anew in another epoch, with another seed and a round still to come', () => {
    const gone = drawOf(draws.makeVoid(counted, 'operator', ROUND_AT_MS))
    const nowMs = ROUND_AT_MS + 5_000

    const { shown } = drawOf(draws.announceAgain(gone, 'epoch-b', 'ab'.repeat(32), nowMs))

    expect(shown).toMatchObject({ phase: 'announced', epoch: 'epoch-b' })
    expect(shown.earlier).toMatchObject([{ epoch: 'epoch-a', reason: 'operator' }])
    expect(shown.roundAtMs).toBeGreaterThanOrEqual(nowMs + REDRAW_NOTICE_MS)
    expect(shown.roundAtMs).toBe(instantOfRound(shown.round))
    expect(() => draws.announceAgain(gone, 'epoch-a', 'ab'.repeat(32), nowMs)).toThrow('another')
    expect(() => draws.announceAgain(gone, 'epoch-b', SEED, nowMs)).toThrow('another')
    expect(refusalOf(draws.announceAgain(counted, 'epoch-b', SEED, nowMs))).toBe('not-void')
  })
})

type Event = (draw: draws.Draw, nowMs: number) => draws.DrawStep

const events = fc.constantFrom<Event>(
  (draw, nowMs) => draws.count(draw, lanes, 0, nowMs),
  (draw, nowMs) => draws.count(draw, [], 0, nowMs),
  (draw, nowMs) => draws.count(draw, lanes, 2, nowMs),
  (draw, nowMs) => draws.reveal(draw, round1000, anySignature, nowMs),
  (draw, nowMs) => draws.reveal(draw, { ...round1000, round: 999 }, anySignature, nowMs),
  (draw, nowMs) => draws.reveal(draw, round1000, () => false, nowMs),
  (draw, nowMs) => draws.makeVoid(draw, 'operator', nowMs),
)

const RANK = { announced: 0, counted: 1, drawn: 2, void: 2 }

/** Counted before the round, drawn after it. */
function isInOrder(shown: AnnouncedDraw): boolean {
  if (shown.phase === 'announced' || shown.phase === 'void') return true
  const inTime = shown.countedAtMs <= ROUND_AT_MS - COUNTED_BEFORE_ROUND_MS
  const drawnAtMs = shown.phase === 'drawn' ? shown.drawnAtMs : ROUND_AT_MS
  return inTime && drawnAtMs >= ROUND_AT_MS - CLOCK_SKEW_MS
}

/** What was published at an earlier step. A void draw shows the count in a field of its own. */
function kept(before: AnnouncedDraw): Partial<AnnouncedDraw> {
  const { epoch, commitment, chain, round, roundAtMs, announcedAtMs, lobbyAtMs } = before
  return { epoch, commitment, chain, round, roundAtMs, announcedAtMs, lobbyAtMs }
}

test('R9: in any order of events nothing published changes, and no seed shows before its beacon', () => {
  const steps = fc.array(
    fc.record({ event: events, nowMs: fc.integer({ min: OPEN_MS, max: ROUND_AT_MS + 60_000 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(steps, (said) => {
      let draw = announcedDraw()
      for (const { event, nowMs } of said) {
        const before = draw.shown
        const step = event(draw, nowMs)
        if (step.kind === 'draw') draw = step.draw
        const { shown } = draw
        expect(shown === before || RANK[shown.phase] > RANK[before.phase]).toBe(true)
        expect(isInOrder(shown)).toBe(true)
        expect(shown.phase === 'drawn' || !JSON.stringify(shown).includes(SEED)).toBe(true)
        expect({ ...shown, ...kept(before) }).toEqual(shown)
      }
    }),
    { numRuns: inject('runs') },
  )
})
