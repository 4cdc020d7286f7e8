import { expect, test } from 'vitest'
import type { Workplace } from './workplace.ts'

export function restartContract(workplace: Workplace): void {
  test('what was written is there for the next client, with its indexes', async () => {
    const name = workplace.newName()
    const unique = [{ fields: ['n'], unique: true }]
    const before = await workplace.open()
    const written = await before.collection<{ _id: string; n: number }>(name, unique)
    for (let n = 0; n < 20; n += 1) await written.insert({ _id: `d${n}`, n })
    await before.close()

    const after = await workplace.open()
    const collection = await after.collection<{ _id: string; n: number }>(name, unique)

    expect(await collection.find({}, { sort: { n: 1 } })).toEqual(
      Array.from({ length: 20 }, (_, n) => ({ _id: `d${n}`, n })),
    )
    expect(await collection.insert({ _id: 'x', n: 3 })).toEqual({ kind: 'taken', fields: ['n'] })
  })

  test('after close every call fails as closed, and close may be asked again', async () => {
    const client = await workplace.open()
    const collection = await client.collection(workplace.newName(), [])
    await client.ping()
    await client.close()
    await client.close()
    const closed = { code: 'closed' }

    await expect(client.ping()).rejects.toMatchObject(closed)
    await expect(client.collection('another', [])).rejects.toMatchObject(closed)
    await expect(collection.insert({ _id: 'a' })).rejects.toMatchObject(closed)
    await expect(collection.find({})).rejects.toMatchObject(closed)
    await expect(collection.bulk([{ insert: { _id: 'a' } }])).rejects.toMatchObject(closed)
    await expect(collection.aggregate([])).rejects.toMatchObject(closed)
  })
}
