import { describe, expect, test } from 'vitest'
import { verifyBeacon } from './beacon-signature.ts'
import { beaconRound, instantOfRound, randomnessOf, roundAt } from './beacon.ts'
import { round1000 } from './fixtures.ts'

const known = [
  round1000.signature,
  'b33bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03f73896b25883abf2853d10337fb8fa41',
]

describe('the beacon', () => {
  test('R9: round 1000 was out at its instant, and a round is never before the instant asked', () => {
    const instant = Date.parse('2023-08-23T15:59:24Z')

    expect(instantOfRound(1_000)).toBe(instant)
    expect([instant - 1, instant, instant + 1].map(roundAt)).toEqual([1_000, 1_000, 1_001])
    expect(roundAt(0)).toBe(1)
  })

  test('R9: its randomness is the hash of its signature', () => {
    expect(beaconRound.parse(round1000)).toEqual(round1000)
    expect(randomnessOf(round1000.signature)).toBe(round1000.randomness)
  })

  test('R9: a round the League signed is known, under its own number alone', () => {
    for (const [index, signature] of known.entries()) {
      expect(verifyBeacon(1_000 + index, signature)).toBe(true)
      expect(verifyBeacon(1_001 + index, signature)).toBe(false)
    }
  })

  test('R9: what is no signature, or no point, is refused and throws nothing', () => {
    for (const signature of [
      '00'.repeat(48),
      'c0' + '00'.repeat(47),
      'ff'.repeat(48),
      'b4',
      'zz',
    ]) {
      expect(verifyBeacon(1_000, signature)).toBe(false)
    }
  })
})
