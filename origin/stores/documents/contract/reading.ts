import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Collection, PageOptions } from '../documents.ts'
import { idsOf, type Some, type Workplace, refusalOf } from './workplace.ts'

/** One value to a field, of any kind, and none at times. Texts are of letters that every store orders alike. */
const value = fc.oneof(
  fc.constantFrom(undefined, null, true, false, '', 'a', 'ab', '가', 0, -1, 1.5, 2 ** 40),
  fc.integer({ min: -3, max: 3 }),
)
const someDocuments = fc
  .array(value, { maxLength: 25 })
  .map((values) => values.map((v, at) => ({ _id: `d${at}`, v })))

export function readingContract(workplace: Workplace): void {
  test('a sort puts nothing first, then numbers, texts, false and true, and equals by _id', async () => {
    const values = [true, 'b', 2, null, 'a', -1, undefined, false, 2]
    const documents = values.map((v, at) => ({ _id: `${at}`, v }))
    const collection = await workplace.collection(documents)

    expect(idsOf(await collection.find({}, { sort: { v: 1 } }))).toBe('3 6 5 2 8 4 1 7 0')
    expect(idsOf(await collection.find({}, { sort: { v: -1 } }))).toBe('0 7 1 4 2 8 5 3 6')
    expect(idsOf(await collection.find({}, { sort: { _id: -1 }, limit: 2 }))).toBe('8 7')
    expect(idsOf(await collection.find({}, { sort: { v: 1 }, skip: 2, limit: 3 }))).toBe('5 2 8')
    expect(await collection.findOne({ v: { $gte: 0 } }, { sort: { v: -1 } })).toMatchObject({
      v: 2,
    })
  })

  test('a sort by two fields, one up and one down, is in that order', async () => {
    const documents = [
      { _id: 'a', g: 1, at: 1 },
      { _id: 'b', g: 2, at: 5 },
      { _id: 'c', g: 1, at: 3 },
      { _id: 'd', g: 2, at: 4 },
    ]
    const collection = await workplace.collection(documents, [{ fields: ['g', 'at'] }])

    expect(idsOf(await collection.find({}, { sort: { g: 1, at: -1 } }))).toBe('c a b d')
    expect(idsOf(await collection.find({ g: 2 }, { sort: { at: 1 }, limit: 1 }))).toBe('d')
  })

  test('pages joined are the whole in order, of any documents, by any size, both ways', async () => {
    const cases = fc.asyncProperty(
      someDocuments,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(1 as const, -1 as const),
      fc.constantFrom('v', '_id'),
      fc.boolean(),
      async (documents, limit, order, field, isIndexed) => {
        const indexes = isIndexed ? [{ fields: ['v'] }] : []
        const collection = await workplace.collection([], indexes)
        await collection.bulk(documents.map((insert) => ({ insert })))
        const whole = await collection.find({}, { sort: { [field]: order } })

        const pages = await pagesOf(collection, { sort: { field, order }, limit })

        expect(idsOf(pages.flat())).toBe(idsOf(whole))
        expect(pages.every((page) => page.length > 0 || pages.length === 1)).toBe(true)
      },
    )
    await fc.assert(cases, { numRuns: 25 })
  })

  test('what is inserted between pages doubles and hides nothing', async () => {
    const cases = fc.asyncProperty(
      someDocuments,
      someDocuments,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(1 as const, -1 as const),
      async (documents, more, limit, order) => {
        const collection = await workplace.collection()
        await collection.bulk(documents.map((insert) => ({ insert })))
        const late = more.map(({ v }, at) => ({ _id: `e${at}`, v }))

        const pages = await pagesOf(
          collection,
          { sort: { field: 'v', order }, limit },
          async () => {
            const insert = late.pop()
            if (insert) await collection.insert(insert)
          },
        )

        const ids = pages.flat().map(({ _id }) => _id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).toEqual(expect.arrayContaining(documents.map(({ _id }) => _id)))
      },
    )
    await fc.assert(cases, { numRuns: 15 })
  })

  test('a page keeps to its filter, and its cursor to its query', async () => {
    const documents = Array.from({ length: 9 }, (_, n) => ({ _id: `d${n}`, n, odd: n % 2 === 1 }))
    const collection = await workplace.collection(documents)
    const other = await workplace.collection(documents)
    const options = { sort: { field: 'n', order: 1 }, limit: 2 } as const
    const stale = { code: 'stale-cursor' }

    const first = await collection.page({ odd: true }, options)
    const after = first.next ?? ''
    const second = await collection.page({ odd: true }, { ...options, after })

    expect([idsOf(first.documents), idsOf(second.documents)]).toEqual(['d1 d3', 'd5 d7'])
    expect(second.next).toBeUndefined()
    expect(after).toMatch(/^[\w-]+$/)
    await expect(collection.page({ odd: false }, { ...options, after })).rejects.toMatchObject(
      stale,
    )
    await expect(other.page({ odd: true }, { ...options, after })).rejects.toMatchObject(stale)
    await expect(
      collection.page({ odd: true }, { limit: 2, sort: { field: 'n', order: -1 }, after }),
    ).rejects.toMatchObject(stale)
    for (const garbage of [
      '',
      'x',
      'e30',
      `${after}A`,
      Buffer.from('[1,2,3]').toString('base64url'),
    ]) {
      const asked = collection.page({ odd: true }, { ...options, after: garbage })
      expect([garbage, await refusalOf(asked)]).toEqual([garbage, 'stale-cursor'])
    }
  })
}

async function pagesOf(
  collection: Collection<Some>,
  options: PageOptions,
  between: () => Promise<void> = async () => {},
): Promise<Some[][]> {
  const pages: Some[][] = []
  for (let after: string | undefined; ;) {
    const page = await collection.page({}, { ...options, ...(after !== undefined && { after }) })
    pages.push([...page.documents])
    if (page.next === undefined) return pages
    if (pages.length > 100) throw new Error('The pages have no end.')
    after = page.next
    await between()
  }
}
