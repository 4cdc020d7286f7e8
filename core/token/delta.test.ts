import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { readDelta, type DeltaOutcome } from './delta.ts'
import { DELTA_ENTRIES_MAX } from './limits.ts'
import { admissionFacts, delta, deltaFacts, NOW_MS } from './model/good-tokens.ts'
import type { DeltaRefusal } from './refusals.ts'
import type { JwtFacts } from './signature.ts'

function read(facts: Partial<JwtFacts>): DeltaOutcome {
  const expected = { issuer: 'https://queue.example', room: 'finale' }
  return readDelta({ ...deltaFacts, ...facts }, expected)
}

const saying = (changes: object): Partial<JwtFacts> => ({ payload: { ...delta, ...changes } })
const headed = (changes: object): Partial<JwtFacts> => ({
  header: { alg: 'ES256', typ: 'revocations+jwt', kid: 'key-1', ...changes },
})
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ jti: `session-${index}`, untilMs: NOW_MS }))

/** Whether a delta fits the list it meets: see revocations.test.ts. */
type ListAlone = `revocations-${'other-epoch' | 'gap' | 'older' | 'too-many'}`

/** Typed by the union: a reason without a case does not compile. */
const cases: Record<Exclude<DeltaRefusal, ListAlone>, Partial<JwtFacts>[]> = {
  'revocations-malformed': [
    { signature: 'unreadable' },
    { header: 'none' },
    { payload: undefined },
    saying({ from: 3 }),
    saying({ from: -1 }),
    saying({ to: 1 }),
    saying({ more: undefined }),
    saying({ asOfMs: NOW_MS + 1 }),
    saying({ entries: [{ jti: '', untilMs: NOW_MS }] }),
    saying({ entries: [{ jti: 'session-1', untilMs: -1 }] }),
  ],
  'revocations-wrong-algorithm': [headed({ alg: 'none' })],
  'revocations-wrong-type': [headed({ typ: 'admission+jwt' })],
  'revocations-unknown-key': [{ signature: 'unknown-key' }],
  'revocations-bad-signature': [{ signature: 'bad' }],
  'revocations-wrong-issuer': [saying({ iss: 'https://elsewhere.example' })],
  'revocations-other-room': [saying({ room: 'encore' })],
}

describe('a delta of revocations', () => {
  test('one with nothing wrong is read as it was signed', () => {
    expect(read({})).toEqual({ kind: 'delta', delta })
  })

  test.for(Object.entries(cases).flatMap(([reason, all]) => all.map((it) => ({ reason, it }))))(
    'is refused as $reason: $it',
    ({ reason, it }) => {
      expect(read(it)).toEqual({ kind: 'refused', reason })
    },
  )

  test('it carries as many entries as its limit, and not one more', () => {
    const full = { to: DELTA_ENTRIES_MAX + 1, entries: many(DELTA_ENTRIES_MAX) }
    const overfull = { to: DELTA_ENTRIES_MAX + 1, entries: many(DELTA_ENTRIES_MAX + 1) }

    expect(read(saying(full)).kind).toBe('delta')
    expect(read(saying(overfull)).kind).toBe('refused')
  })

  test('an admission token is not taken for a delta', () => {
    expect(read(admissionFacts)).toEqual({ kind: 'refused', reason: 'revocations-wrong-type' })
  })

  test('a payload of any shape is refused, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (payload) => {
        expect(read({ payload }).kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })
})
