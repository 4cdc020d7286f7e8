import { describe, expect, test } from 'vitest'
import { admissionFacts, admissionHeader } from './model/good-tokens.ts'
import { ADMISSION_TYPE, jwtFault, readHeader, REVOCATIONS_TYPE } from './signature.ts'

describe('the header of a token', () => {
  test('it names the key to verify with, before any key is touched', () => {
    expect(readHeader(admissionHeader, ADMISSION_TYPE)).toEqual({ kind: 'key', keyId: 'key-1' })
  })

  test.for(['none', 'HS256', 'RS256', 'ES384', 'es256', ''])(
    'a token may not choose its algorithm: %j',
    (alg) => {
      const read = readHeader({ ...admissionHeader, alg }, ADMISSION_TYPE)

      expect(read).toEqual({ kind: 'fault', fault: 'wrong-algorithm' })
    },
  )

  test.for(['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64'])(
    'a token may not bring a key or ask for more: %s',
    (field) => {
      const read = readHeader({ ...admissionHeader, [field]: ['x'] }, ADMISSION_TYPE)

      expect(read).toEqual({ kind: 'fault', fault: 'malformed' })
    },
  )

  test('a token made for one use is not taken for another', () => {
    const wrong = { kind: 'fault', fault: 'wrong-type' }

    expect(readHeader(admissionHeader, REVOCATIONS_TYPE)).toEqual(wrong)
    expect(readHeader({ ...admissionHeader, typ: 'JWT' }, ADMISSION_TYPE)).toEqual(wrong)
  })

  test.for([undefined, null, 'ES256', {}, { alg: 'ES256', typ: ADMISSION_TYPE }])(
    'a header that is none is refused: %j',
    (header) => {
      expect(readHeader(header, ADMISSION_TYPE)).toEqual({ kind: 'fault', fault: 'malformed' })
    },
  )

  test('a wrong algorithm is refused even where somebody found the signature good', () => {
    const facts = { ...admissionFacts, header: { ...admissionHeader, alg: 'none' } }

    expect(jwtFault(facts, ADMISSION_TYPE)).toBe('wrong-algorithm')
  })
})
