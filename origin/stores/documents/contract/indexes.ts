import { expect, test } from 'vitest'
import type { Workplace } from './workplace.ts'

const seat = (_id: string, showtimeId: unknown, row: unknown) => ({
  _id,
  showtimeId,
  seat: { row },
})

export function indexContract(workplace: Workplace): void {
  test('a document comes back as it went in, without the fields that were undefined', async () => {
    const collection = await workplace.collection()
    const document = { _id: 'ㄱ', n: 1.5, t: '한국 😀', no: null, yes: true, l: [{ a: [] }], o: {} }

    const inserted = await collection.insert({ ...document, z: -0, left: undefined })

    expect(inserted).toEqual({ kind: 'inserted' })
    expect(await collection.findOne({ _id: 'ㄱ' })).toStrictEqual({ ...document, z: 0 })
    expect(await collection.findOne({ _id: 'ㄴ' })).toBeUndefined()
  })

  test('an _id is there once, and the second insert is told so and changes nothing', async () => {
    const collection = await workplace.collection([{ _id: 'a', n: 1 }])

    const again = await collection.insert({ _id: 'a', n: 2 })

    expect(again).toEqual({ kind: 'taken', fields: ['_id'] })
    expect(await collection.find({})).toEqual([{ _id: 'a', n: 1 }])
  })

  test('a unique index over two fields takes each pair of values once', async () => {
    const unique = [{ fields: ['showtimeId', 'seat.row'], unique: true }]
    const collection = await workplace.collection([seat('a', 's1', 1)], unique)

    expect(await collection.insert(seat('b', 's1', 2))).toEqual({ kind: 'inserted' })
    expect(await collection.insert(seat('c', 's2', 1))).toEqual({ kind: 'inserted' })
    expect(await collection.insert(seat('d', 's1', '1'))).toEqual({ kind: 'inserted' })
    expect(await collection.insert(seat('e', 's1', true))).toEqual({ kind: 'inserted' })
    expect(await collection.insert(seat('f', 's1', 1))).toEqual({
      kind: 'taken',
      fields: ['showtimeId', 'seat.row'],
    })
    expect(await collection.count({})).toBe(5)
  })

  test('an update into taken values is told so, and leaves the document as it was', async () => {
    const unique = [{ fields: ['mailTo'], unique: true }]
    const documents = [
      { _id: 'a', mailTo: 'x', n: 1 },
      { _id: 'b', mailTo: 'y', n: 1 },
    ]
    const collection = await workplace.collection(documents, unique)
    const update = { $set: { mailTo: 'x' }, $inc: { n: 1 } }

    expect(await collection.update({ _id: 'b' }, update)).toEqual({
      kind: 'taken',
      fields: ['mailTo'],
    })
    expect(await collection.findAndUpdate({ _id: 'b' }, update, { returns: 'after' })).toEqual({
      kind: 'taken',
      fields: ['mailTo'],
    })
    expect(await collection.find({}, { sort: { _id: 1 } })).toEqual(documents)
  })

  test('of two clients that insert the same values at once, exactly one has them', async () => {
    const name = workplace.newName()
    const unique = [{ fields: ['seat'], unique: true }]
    const [one, other] = [await workplace.open(), await workplace.open()]
    const clients = await Promise.all([
      one.collection(name, unique),
      other.collection(name, unique),
    ])

    const tries = Array.from({ length: 40 }, async (_, at) =>
      clients[at % 2]?.insert({ _id: `t${at}`, seat: Math.floor(at / 4) } as { _id: string }),
    )
    const outcomes = await Promise.all(tries)

    expect(outcomes.filter((outcome) => outcome?.kind === 'inserted')).toHaveLength(10)
    expect(outcomes.filter((outcome) => outcome?.kind === 'taken')).toHaveLength(30)
    expect(await clients[0].count({})).toBe(10)
  })

  test('a collection asked for again, and by several at once, is the same one', async () => {
    const name = workplace.newName()
    const indexes = [{ fields: ['a'], unique: true }, { fields: ['b', 'c'] }]
    const clients = [await workplace.open(), await workplace.open()]

    const opened = await Promise.all(
      [...clients, ...clients].map((client) => client.collection(name, indexes)),
    )
    await opened[0]?.insert({ _id: 'x', a: 1 } as { _id: string })

    for (const collection of opened) expect(await collection.count({})).toBe(1)
  })

  test('an index that the documents do not suit is refused, and so is one made otherwise', async () => {
    const name = workplace.newName()
    const client = await workplace.open()
    const collection = await client.collection<{ _id: string; n: unknown; l: unknown }>(name, [])
    await collection.insert({ _id: 'a', n: 1, l: [1] })
    await collection.insert({ _id: 'b', n: 1, l: [1] })
    const refused = { code: 'bad-request' }

    await expect(client.collection(name, [{ fields: ['n'], unique: true }])).rejects.toMatchObject(
      refused,
    )
    await expect(client.collection(name, [{ fields: ['l'] }])).rejects.toMatchObject(refused)
    await expect(
      client.collection(name, [{ fields: ['none'], unique: true }]),
    ).rejects.toMatchObject(refused)
    await client.collection(name, [{ fields: ['n'] }])
    await expect(client.collection(name, [{ fields: ['n'], unique: true }])).rejects.toMatchObject(
      refused,
    )
  })
}
