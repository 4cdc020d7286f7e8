import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Query } from 'mingo'
import { expect, test } from 'vitest'
import type { Filter } from './documents.ts'
import { openEmbeddedDocuments } from './embedded.ts'
import { checkedFilter } from './filter-checks.ts'
import { fitting } from './matching.ts'

const value = fc.constantFrom(
  null,
  true,
  false,
  '',
  'a',
  'b',
  '가',
  '😀',
  '\ue000',
  -1,
  0,
  0.5,
  1,
  2,
)
const single = fc.option(value, { nil: undefined })
const comparison = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte')
const condition = fc.oneof(
  value,
  fc.tuple(comparison, value).map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(value, value).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(value, { maxLength: 3 }).map((among) => ({ $in: among })),
  fc.array(value, { maxLength: 3 }).map((among) => ({ $nin: among })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.tuple(comparison, value).map(([operator, operand]) => ({ $not: { [operator]: operand } })),
)
const onFields = fc.dictionary(fc.constantFrom('a', 'b', 'c.d'), condition, { maxKeys: 2 })
const filters: fc.Arbitrary<Filter> = fc.oneof(
  onFields,
  fc.array(onFields, { minLength: 1, maxLength: 2 }).map((parts) => ({ $and: parts })),
  fc.array(onFields, { minLength: 1, maxLength: 2 }).map((parts) => ({ $or: parts })),
  fc.array(onFields, { minLength: 1, maxLength: 2 }).map((parts) => ({ $nor: parts })),
)
const documents = fc
  .array(fc.record({ a: single, b: single, d: single }), { maxLength: 12 })
  .map((all) => all.map(({ a, b, d }, at) => ({ _id: `${at}`, a, b, c: { d } })))

test('a filter finds the same through indexes as document by document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'))
  const store = openEmbeddedDocuments({ folder })
  let names = 0
  const cases = fc.asyncProperty(documents, filters, async (all, filter) => {
    const indexes = [{ fields: ['a'] }, { fields: ['b', 'c.d'] }]
    const collection = await store.collection<(typeof all)[number]>(`c${(names += 1)}`, indexes)
    await collection.bulk(all.map((insert) => ({ insert })))
    const fits = fitting(checkedFilter(filter))

    const found = await collection.find(filter, { sort: { _id: 1 } })
    const few = await collection.find(filter, { sort: { a: -1 }, skip: 1, limit: 3 })
    const whole = await collection.find({}, { sort: { a: -1 } })

    const read = await collection.find({}, { sort: { _id: 1 } })
    expect(found).toEqual(read.filter((document) => fits(JSON.parse(JSON.stringify(document)))))
    const fitted = whole.filter((document) => fits(JSON.parse(JSON.stringify(document))))
    expect(few).toEqual(fitted.slice(1, 4))
    expect(await collection.count(filter)).toBe(found.length)
  })

  await fc.assert(cases, { numRuns: 150 })
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

// mingo is another's reading of the same language. It differs from MongoDB in the order of some texts,
// in asking null for more or less, and in asking single values for what only objects have: none of that
// is asked here.

const plainValue = fc.constantFrom(true, false, '', 'a', 'b', -1, 0, 0.5, 2)
const item = fc.oneof(plainValue, fc.constant(null), fc.record({ x: plainValue }))
const field = fc.oneof(item, fc.array(item, { maxLength: 3 }))
const question = fc.oneof(
  plainValue,
  fc.tuple(comparison, plainValue).map(([operator, operand]) => ({ [operator]: operand })),
  fc.array(plainValue, { maxLength: 3 }).map((among) => ({ $in: among })),
  fc.array(plainValue, { maxLength: 3 }).map((among) => ({ $nin: among })),
  fc.integer({ min: 0, max: 2 }).map(($size) => ({ $size })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.tuple(comparison, plainValue).map(([o, operand]) => ({ $elemMatch: { [o]: operand } })),
  fc.tuple(comparison, plainValue).map(([o, operand]) => ({ $not: { [o]: operand } })),
)

test('mingo finds a document to fit where we do', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('l', 'm'), field),
      fc.dictionary(fc.constantFrom('l', 'm'), question, { maxKeys: 2 }),
      (fields, filter) => {
        const document = JSON.parse(JSON.stringify(fields))

        expect(fitting(checkedFilter(filter))(document)).toBe(new Query(filter).test(document))
      },
    ),
    { numRuns: 3_000 },
  )
})
