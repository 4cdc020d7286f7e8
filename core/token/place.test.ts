import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { GENERATION_MAX } from '../queue/limits.ts'
import { NUMBER_MAX } from './limits.ts'
import { NOW_MS, place, placeExpected, placeFacts } from './model/good-tokens.ts'
import { payloadOf, readPlace, type Place, type PlaceExpected, type PlaceFacts } from './place.ts'
import { refusals, type PlaceRefusal } from './refusals.ts'

type Spoilt = { facts?: Partial<PlaceFacts>; expected?: Partial<PlaceExpected>; nowMs?: number }

function read({ facts, expected, nowMs }: Spoilt) {
  return readPlace({ ...placeFacts, ...facts }, { ...placeExpected, ...expected }, nowMs ?? NOW_MS)
}

const payload = placeFacts.payload

/** Typed by the union: a reason without a case does not compile. */
const cases: Record<PlaceRefusal, Spoilt[]> = {
  'place-malformed': [
    { facts: { signature: 'unreadable' } },
    { facts: { payload: undefined } },
    { facts: { payload: { ...payload, v: 'one' } } },
    { facts: { payload: { ...payload, n: -1 } } },
    { facts: { payload: { ...payload, n: NUMBER_MAX + 1 } } },
    { facts: { payload: { ...payload, g: GENERATION_MAX + 1 } } },
    { facts: { payload: { ...payload, g: 0.5 } } },
    { facts: { payload: { ...payload, t: undefined } } },
    { facts: { payload: { ...payload, r: '' } } },
    { facts: { payload: { ...payload, s: 'x'.repeat(65) } } },
  ],
  'place-unknown-key': [{ facts: { signature: 'unknown-key' } }],
  'place-bad-signature': [{ facts: { signature: 'bad' } }],
  'place-too-old-version': [{ facts: { payload: { ...payload, v: 0 } } }],
  'place-newer-version': [{ facts: { payload: { v: 2 } } }],
  'place-other-room': [{ expected: { room: 'encore' } }],
  'place-other-epoch': [
    { expected: { epoch: 'epoch-3' } },
    { expected: { epoch: 'epoch-3', keptEpochs: ['epoch-1'] } },
  ],
  'place-other-subject': [
    { expected: { subject: 'hash-of-another' } },
    { facts: { payload: payloadOf({ ...place, subject: undefined }) } },
  ],
  'place-unknown-lane': [{ expected: { lanes: ['fan-club'] } }],
  'place-from-the-future': [{ expected: { generation: 2 } }, { nowMs: NOW_MS - 5_001 }],
  'place-gone': [{ expected: { isOver: true } }, { expected: { isOver: true, generation: 4 } }],
  'place-superseded': [{ expected: { generation: 4 } }],
}

describe('a place token', () => {
  test('one with nothing wrong says which place its holder has', () => {
    expect(read({})).toEqual({ kind: 'place', place })
  })

  test.for(Object.entries(cases).flatMap(([reason, all]) => all.map((it) => ({ reason, it }))))(
    'is refused as $reason: $it',
    ({ reason, it }) => {
      expect(read(it)).toEqual({ kind: 'refused', reason })
    },
  )

  test('the wire format changes only with a new version', () => {
    expect(JSON.stringify(payloadOf(place))).toBe(
      '{"v":1,"r":"finale","e":"epoch-2","l":"general","n":4711,"g":3,"t":1900000000000,"s":"hash-of-a-fan"}',
    )
  })

  test('R7: a room that asks for nobody in particular takes a place with or without a subject', () => {
    const bare = { ...place, subject: undefined }

    expect(read({ expected: { subject: undefined } })).toEqual({ kind: 'place', place })
    expect(read({ facts: { payload: payloadOf(bare) }, expected: { subject: undefined } })).toEqual(
      { kind: 'place', place: bare },
    )
  })

  test('R9: a place of an epoch whose draw was void is kept', () => {
    const after = read({ expected: { epoch: 'epoch-3', keptEpochs: ['epoch-1', 'epoch-2'] } })

    expect(after).toEqual({ kind: 'place', place })
  })

  test('R5: far from the front, where no generation is known, a place is a place', () => {
    expect(read({ expected: { generation: undefined } })).toEqual({ kind: 'place', place })
  })

  test('an issue within the allowed skew is not from the future', () => {
    expect(read({ nowMs: NOW_MS - 5_000 }).kind).toBe('place')
  })

  test('what a token says under an unknown key is not read, however wrong', () => {
    const outcome = read({ facts: { signature: 'unknown-key', payload: 'nonsense' } })

    expect(outcome).toEqual({ kind: 'refused', reason: 'place-unknown-key' })
  })
})

const name = fc.string({ minLength: 1, maxLength: 64 })
const places: fc.Arbitrary<Place> = fc.record({
  room: name,
  epoch: name,
  lane: name,
  number: fc.nat(NUMBER_MAX),
  generation: fc.nat(GENERATION_MAX),
  issuedAtMs: fc.nat(NOW_MS),
  subject: fc.option(name, { nil: undefined }),
})
const doors: fc.Arbitrary<PlaceExpected> = fc.record({
  room: fc.oneof(name, fc.constant(place.room)),
  epoch: fc.oneof(name, fc.constant(place.epoch)),
  keptEpochs: fc.array(name, { maxLength: 2 }),
  lanes: fc.array(fc.oneof(name, fc.constant(place.lane)), { maxLength: 3 }),
  subject: fc.option(fc.oneof(name, fc.constant(place.subject ?? '')), { nil: undefined }),
  generation: fc.option(fc.nat(5), { nil: undefined }),
  isOver: fc.boolean(),
})

describe('whatever comes', () => {
  test('a place signed for its own door comes back as it was given', () => {
    fc.assert(
      fc.property(places, (given) => {
        const door: PlaceExpected = { ...placeExpected, ...given, lanes: [given.lane] }
        const facts: PlaceFacts = { payload: payloadOf(given), signature: 'good' }

        expect(readPlace(facts, door, given.issuedAtMs)).toEqual({ kind: 'place', place: given })
      }),
      { numRuns: inject('runs') },
    )
  })

  test('nobody stands in the line by a token we did not sign', () => {
    const signatures = fc.constantFrom(
      'bad' as const,
      'unknown-key' as const,
      'unreadable' as const,
    )
    fc.assert(
      fc.property(signatures, doors, fc.nat(), (signature, door, nowMs) => {
        expect(readPlace({ payload, signature }, door, nowMs).kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })

  test('a payload of any shape is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), doors, (payload, door) => {
        const outcome = readPlace({ payload, signature: 'good' }, door, NOW_MS)

        expect(outcome.kind).toBe('refused')
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R5: while only our side is behind, no holder is told to join again', () => {
    const behind = fc.record({
      signature: fc.constantFrom('good' as const, 'unknown-key' as const),
      v: fc.constantFrom(1, 2, 3),
      generation: fc.option(fc.nat(place.generation), { nil: undefined }),
      lanes: fc.subarray(placeExpected.lanes.slice()),
      lateMs: fc.nat(3_600_000),
    })
    fc.assert(
      fc.property(behind, ({ signature, v, generation, lanes, lateMs }) => {
        const outcome = read({
          facts: { signature, payload: { ...payload, v } },
          expected: { generation, lanes },
          nowMs: NOW_MS - lateMs,
        })

        const step = outcome.kind === 'refused' ? refusals[outcome.reason].step : 'go on'
        expect(['go on', 'retry']).toContain(step)
      }),
      { numRuns: inject('runs') },
    )
  })
})
