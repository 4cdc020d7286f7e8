import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANES_MAX, SEGMENT_SPAN, SEGMENTS_MAX } from '../queue/limits.ts'
import {
  readTransferCode,
  TRANSFER_SECRETS,
  transferCodeText,
  transferSecret,
} from './transfer-code.ts'

const codes = fc.record({
  lane: fc.nat(LANES_MAX - 1),
  position: fc.nat(SEGMENTS_MAX * SEGMENT_SPAN - 1),
  secret: fc.nat(TRANSFER_SECRETS - 1),
})

test('any code is read as it was written, in three groups of four', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const text = transferCodeText(code)
      expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
      expect(readTransferCode(text)).toEqual(code)
    }),
  )
})

test('every bit of a secret is random: none is lost where two words are put together', () => {
  const most = 2 ** 32 - 1
  expect(transferSecret(most, most)).toBe(TRANSFER_SECRETS - 1)
  for (let bit = 0; bit < 32; bit += 1) expect(transferSecret(most - 1, 2 ** bit)).toBe(2 ** bit)
  expect(transferSecret(1, 0)).toBe(2 ** 32)
})

test('the largest of everything still fits', () => {
  const largest = {
    lane: LANES_MAX - 1,
    position: SEGMENTS_MAX * SEGMENT_SPAN - 1,
    secret: TRANSFER_SECRETS - 1,
  }

  expect(transferCodeText(largest)).toBe('ZZZZ-ZZZZ-ZZZZ')
  expect(readTransferCode('ZZZZ-ZZZZ-ZZZZ')).toEqual(largest)
})

test('what a person types is read kindly', () => {
  expect(readTransferCode(' oil0 0000-0l1i ')).toEqual(readTransferCode('0110-0000-0111'))
})

test.each([
  '',
  '1234',
  '1234-5678-90AB-C',
  'UUUU-UUUU-UUUU',
  '1234-5678-90A!',
  '１２３４-5678-90AB',
])('"%s" is no code', (text) => {
  expect(readTransferCode(text)).toBeUndefined()
})
