import fc from 'fast-check'
import { update as mingoUpdate } from 'mingo'
import { expect, test } from 'vitest'
import { checkedUpdate } from './update-checks.ts'
import { updated } from './updating.ts'

const value = fc.constantFrom<unknown>(true, 'a', 'b', -1, 0, 2)
const number = fc.integer({ min: -3, max: 3 })
const list = fc.array(value, { maxLength: 4 })
const change = fc.oneof(
  fc.record({ $set: fc.record({ n: number, 'o.p': value }) }),
  fc.record({ $inc: fc.record({ n: number, 'o.q': number }) }),
  fc.record({ $min: fc.record({ n: number, 'o.q': number }) }),
  fc.record({ $max: fc.record({ n: number, 'o.q': number }) }),
  fc.record({ $push: fc.record({ l: value, k: value }) }),
  fc.record({ $push: fc.record({ l: fc.record({ $each: list, $slice: number }) }) }),
  fc.record({ $addToSet: fc.record({ l: fc.record({ $each: list }), k: value }) }),
  fc.record({ $pull: fc.record({ l: value }) }),
  fc.record({ $pull: fc.record({ l: fc.record({ $in: list }) }) }),
  fc.record({ $unset: fc.record({ n: value, 'o.p': value, 'x.y': value }) }),
)
const someFields = fc.record({
  n: number,
  o: fc.record({ p: value, q: number }),
  l: fc.uniqueArray(value),
})

// mingo is another's reading of the same language; it differs from MongoDB in lists of lists, in
// elements that are unset, in sets that were none before, and in what it refuses: not asked here.
test('mingo makes of a document what we do', () => {
  fc.assert(
    fc.property(someFields, change, (fields, update) => {
      const theirs = structuredClone(fields)
      mingoUpdate(theirs, JSON.parse(JSON.stringify(update)))

      const ours = updated(JSON.parse(JSON.stringify(fields)), checkedUpdate(update), {
        inserting: false,
      })

      expect(ours).toEqual(theirs)
    }),
    { numRuns: 2_000 },
  )
})

test('a document that an update does not touch is the same one, and is never written into', () => {
  const before = Object.freeze({ _id: 'a', o: Object.freeze({ p: 1 }), l: Object.freeze([1, 2]) })
  const same = checkedUpdate({ $set: { 'o.p': 1 }, $pull: { l: 3 }, $unset: { 'x.y': 1 } })
  const other = checkedUpdate({ $set: { 'o.p': 2, 'l.0': 5 } })

  expect(updated(before, same, { inserting: false })).toBe(before)
  expect(updated(before, other, { inserting: false })).toEqual({ _id: 'a', o: { p: 2 }, l: [5, 2] })
  expect(before).toEqual({ _id: 'a', o: { p: 1 }, l: [1, 2] })
})
