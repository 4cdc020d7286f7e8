import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { encoded, unsigned } from './encoding.ts'

const hex = (...args: Parameters<typeof encoded>) => bytesToHex(encoded(...args))

describe('the bytes that are hashed', () => {
  test('are the purpose and each field, with its length before it', () => {
    const purpose = bytesToHex(utf8ToBytes('admit-one/draw/1/count'))

    expect(hex('count', ['é', 258, Uint8Array.of(7)])).toBe(
      `00000016${purpose}00000002c3a90000000800000000000001020000000107`,
    )
  })

  test('are never the same for different fields, however they are cut', () => {
    const fields = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 5 })
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const same = JSON.stringify(a.map(bytesToHex)) === JSON.stringify(b.map(bytesToHex))
        expect(hex('count', a) === hex('count', b)).toBe(same)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('differ by purpose', () => {
    expect(hex('count', ['x'])).not.toBe(hex('commitment', ['x']))
  })

  test.each([-1, 1.5, 2 ** 53, 256])('%d is no number of one byte', (value) => {
    expect(() => unsigned(value, 1)).toThrow(/whole number|fits/)
  })
})
