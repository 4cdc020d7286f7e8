import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import vectors from '../../../docs/draw-vectors.json' with { type: 'json' }
import { verifyBeacon } from './beacon-signature.ts'
import { checkDraw } from './check.ts'
import { drawDocument } from './document.ts'
import { laneKeyOf } from './lane-key.ts'
import { lonePermutation } from './permutation.ts'
import { drawnPositions, numberAtPosition, positionOfNumber } from './positions.ts'

const read = vectors.draws.flatMap(({ document, keys, positions }) => {
  const drawn = drawDocument.parse(document)
  return drawn.phase === 'drawn' ? [{ drawn, keys: Object.entries(keys), positions }] : []
})

describe('the published test vectors', () => {
  test('R9: are drawn, of many sizes, and pass the public check', () => {
    const sizes = read.flatMap(({ drawn }) => drawn.lanes.map(({ size }) => size))

    expect(sizes).toEqual([1, 2, 5, 255, 257, 1_000, 0, 1_000_000])
    for (const { drawn } of read) {
      expect(checkDraw(drawn, verifyBeacon).filter(({ fault }) => fault !== undefined)).toEqual([])
    }
  })

  test('R9: have these keys', () => {
    for (const { drawn, keys } of read) {
      expect(keys.map(([lane]) => [lane, bytesToHex(laneKeyOf(drawn, lane))])).toEqual(keys)
    }
  })

  test('R9: put these numbers at these positions, and lead back to them', () => {
    for (const { drawn, positions } of read) {
      for (const { lane, number, position } of positions) {
        const all = drawnPositions(drawn, lane, lonePermutation)
        expect([lane, number, positionOfNumber(all, number)]).toEqual([lane, number, position])
        expect(numberAtPosition(all, position)).toBe(number)
      }
    }
  })
})
