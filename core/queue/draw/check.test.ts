import { describe, expect, test } from 'vitest'
import { verifyBeacon } from './beacon-signature.ts'
import { checkDraw, holds, type DrawFault, type Finding } from './check.ts'
import type { Drawn } from './document.ts'
import {
  announcedDraw,
  anySignature,
  countedDraw,
  drawOf,
  drawnWith,
  laneWith,
} from './fixtures.ts'
import { LOBBY_MS, ROUND_AT_MS, SEED } from './fixtures.ts'
import { announceAgain, makeVoid } from './draw.ts'

const ranges = [
  { from: 0, to: 900 },
  { from: 950, to: 3_050 },
]
const document = drawnWith([laneWith('a', ranges, { unaccounted: 3 }), laneWith('b', [])])

const faults = (findings: readonly Finding[]) =>
  findings.flatMap(({ fault }) => (fault === undefined ? [] : [fault]))

describe('the public check', () => {
  test('R9: finds nothing wrong with a draw as it should be, with its true signature', () => {
    const findings = checkDraw(document, verifyBeacon)

    expect(faults(findings)).toEqual([])
    expect(holds(findings)).toBe(true)
    expect(findings.map(({ check }) => check).join(' ')).toBe(
      'beacon announcement count ranges unaccounted ranges unaccounted digest reveal seed signature positions positions',
    )
  })

  const [a, b] = document.lanes
  const edits: [DrawFault, Partial<Drawn>][] = [
    ['beacon-of-another-chain', { chain: SEED }],
    ['instant-of-another-round', { roundAtMs: ROUND_AT_MS + 3_000 }],
    ['instant-of-another-round', { round: 1_001 }],
    ['announced-after-the-lobby-opened', { announcedAtMs: LOBBY_MS }],
    ['counted-before-it-was-announced', { countedAtMs: LOBBY_MS - 9_000 }],
    ['counted-too-close-to-the-round', { countedAtMs: ROUND_AT_MS - 4_999 }],
    ['drawn-before-the-round', { drawnAtMs: ROUND_AT_MS - 251 }],
    ['seed-is-not-the-committed-one', { seed: 'ee'.repeat(32) }],
    ['seed-is-not-the-committed-one', { epoch: 'epoch-b' }],
    ['randomness-of-another-signature', { randomness: SEED }],
    ['digest-of-something-else', { digest: SEED }],
    ['digest-of-something-else', { countedAtMs: document.countedAtMs + 1 }],
    ['too-many-unaccounted', { lanes: [{ ...laneWith('a', ranges), unaccounted: 4 }] }],
    ['ranges-unreadable', { lanes: [{ ...laneWith('a', ranges), ranges: 'A' }] }],
    ['ranges-beyond-the-numbers', { lanes: [{ ...laneWith('a', ranges), upTo: 3_049 }] }],
    ['size-is-not-of-the-ranges', { lanes: [{ ...laneWith('a', ranges), size: 3_001 }] }],
    ['two-lanes-of-one-name', { lanes: a && b ? [a, { ...b, id: 'a' }] : [] }],
  ]
  test.each(edits)('R9: names %s', (fault, edit) => {
    expect(faults(checkDraw({ ...document, ...edit }, anySignature))).toContain(fault)
  })

  test('R9: names a signature that the League did not make', () => {
    const others = checkDraw(document, () => false)

    expect(faults(others)).toEqual(['not-signed-by-the-beacon'])
  })

  test('R9: numbers nobody spoke for are 1 in 1,000 at most, and in each lane', () => {
    const large = laneWith('large', [{ from: 0, to: 100_000 }])
    const small = laneWith('small', [{ from: 0, to: 999 }], { unaccounted: 1 })
    const findings = checkDraw(drawnWith([large, small]), anySignature)

    expect(findings.filter(({ fault }) => fault !== undefined)).toEqual([
      { check: 'unaccounted', lane: 'small', fault: 'too-many-unaccounted' },
    ])
  })

  test('R9: says of a draw under way what holds until now, and that it is not drawn', () => {
    const lanes = [laneWith('a', ranges)]

    expect(faults(checkDraw(announcedDraw().shown, anySignature))).toEqual(['not-drawn-yet'])
    expect(faults(checkDraw(countedDraw(lanes).shown, anySignature))).toEqual(['not-drawn-yet'])
    expect(checkDraw(countedDraw(lanes).shown, anySignature).length).toBeGreaterThan(4)
    expect(faults(checkDraw({ phase: 'none', epoch: 'x' }, anySignature))).toEqual(['no-draw'])
  })

  test('R9: a void draw has no outcome, and the one after it must be announced in time', () => {
    const gone = drawOf(makeVoid(announcedDraw(), 'operator', ROUND_AT_MS))
    const { shown } = drawOf(announceAgain(gone, 'epoch-b', 'ab'.repeat(32), ROUND_AT_MS))

    expect(faults(checkDraw(gone.shown, anySignature))).toEqual(['draw-is-void'])
    expect(faults(checkDraw(shown, anySignature))).toEqual(['not-drawn-yet'])
    const late = { ...shown, announcedAtMs: shown.roundAtMs - 59_999 }
    expect(faults(checkDraw(late, anySignature))).toContain('announced-too-close-to-the-round')
  })
})
