import { expect, test } from 'vitest'
import type { Workplace } from './workplace.ts'

const CALLERS = 50

export function atomicityContract(workplace: Workplace): void {
  test('fifty callers who count at once over two clients lose no count', async () => {
    const name = workplace.newName()
    const clients = await Promise.all(
      [await workplace.open(), await workplace.open()].map((client) =>
        client.collection<{ _id: string; n: number }>(name, []),
      ),
    )
    await clients[0]?.insert({ _id: 'count', n: 0 })
    const counting = [{ _id: 'count' }, { $inc: { n: 1 } }, { returns: 'after' }] as const

    await Promise.all(
      Array.from({ length: CALLERS }, async (_, at) => clients[at % 2]?.findAndUpdate(...counting)),
    )

    expect(await clients[1]?.findOne({ _id: 'count' })).toEqual({ _id: 'count', n: CALLERS })
  })

  test('of fifty callers who claim the next of thirty jobs, thirty get one each, in order of need', async () => {
    const jobs = Array.from({ length: 30 }, (_, at) => ({
      _id: `j${at}`,
      dueMs: 100 - at,
      state: 'due',
    }))
    const collection = await workplace.collection(jobs, [{ fields: ['state', 'dueMs'] }])

    const claims = await Promise.all(
      Array.from({ length: CALLERS }, (_, worker) =>
        collection.findAndUpdate(
          { state: 'due' },
          { $set: { state: 'claimed', worker } },
          { sort: { dueMs: 1 }, returns: 'before' },
        ),
      ),
    )

    const claimed = claims.flatMap((claim) =>
      claim.kind === 'document' ? [claim.document._id] : [],
    )
    expect(claimed).toHaveLength(30)
    expect(new Set(claimed).size).toBe(30)
    expect(claims.filter(({ kind }) => kind === 'none')).toHaveLength(20)
    const workers = await collection.find({ state: 'claimed' })
    expect(new Set(workers.map(({ worker }) => worker)).size).toBe(30)
  })

  test('an order changes only from the state its writer saw: of many at once, one is first', async () => {
    const collection = await workplace.collection([{ _id: 'o', version: 1, by: null }])

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, by) =>
        collection.update({ _id: 'o', version: 1 }, { $set: { by }, $inc: { version: 1 } }),
      ),
    )

    const winners = outcomes.flatMap((outcome, by) =>
      outcome.kind === 'updated' && outcome.modified === 1 ? [by] : [],
    )
    expect(winners).toHaveLength(1)
    expect(await collection.find({})).toEqual([{ _id: 'o', version: 2, by: winners[0] }])
  })
}
