import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { queueLog } from '../../core/topics/queue-log.ts'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import type { Collection, Stored } from '../stores/documents/documents.ts'
import { openEmbeddedDocuments } from '../stores/documents/embedded.ts'
import { StoreFailure } from '../stores/failure.ts'
import { joinedEvent, memoryLog, partsWith } from './fixtures.ts'
import { outboxWith, relay, telling, toTellIndex, type Telling } from './outbox.ts'

type Order = Telling & Stored & { readonly state: string }

async function orders() {
  const documents = openEmbeddedDocuments({ folder: temporaryFolder() })
  onTestFinished(() => documents.close())
  const collection = await documents.collection<Order>('orders', [toTellIndex])
  const log = memoryLog()
  const relayOf = (of: Collection<Order> = collection) => {
    const worker = relay('orders', of, partsWith(log))
    onTestFinished(() => worker.stop())
    worker.start()
    return worker
  }
  const told = () =>
    log.appended.get('Queue_log')?.map(({ value }) => queueLog.parse(JSON.parse(value)).id) ?? []
  const untold = () => collection.count({ toTell: true })
  return { collection, log, relayOf, told, untold }
}

const isEmpty = async (untold: () => Promise<number>) => {
  await vi.waitFor(async () => expect(await untold()).toBe(0), { timeout: 10_000 })
}

describe('an outbox', () => {
  test('goes to the log with what a document was made with and what changed it, in order', async () => {
    const { collection, relayOf, told, untold } = await orders()
    await collection.insert({ _id: 'o1', state: 'created', ...outboxWith(joinedEvent(1)) })
    const paid = telling({ $set: { state: 'paid' } }, joinedEvent(2), joinedEvent(3))
    await collection.update({ _id: 'o1', state: 'created' }, paid)

    relayOf()

    await isEmpty(untold)
    expect(told()).toEqual(['hall:e1:1', 'hall:e1:2', 'hall:e1:3'])
    expect(await collection.findOne({ _id: 'o1' })).toMatchObject({ state: 'paid', outbox: [] })
  })

  test('of a change that did not happen tells nothing', async () => {
    const { collection, untold } = await orders()
    await collection.insert({ _id: 'o1', state: 'cancelled', ...outboxWith() })

    const paid = telling({ $set: { state: 'paid' } }, joinedEvent(1))
    await collection.update({ _id: 'o1', state: 'created' }, paid)

    expect(await untold()).toBe(0)
  })

  test('of a thousand documents is told by and by, each once', async () => {
    const { collection, relayOf, told, untold } = await orders()
    const many = Array.from({ length: 1_000 }, (_, no) => no)
    await collection.bulk(
      many.map((no) => ({
        insert: { _id: `o${no}`, state: 'created', ...outboxWith(joinedEvent(no + 1)) },
      })),
    )

    relayOf()

    await isEmpty(untold)
    expect(told()).toHaveLength(1_000)
    expect(new Set(told())).toEqual(new Set(many.map((no) => `hall:e1:${no + 1}`)))
  })

  test('waits while the log is out of reach, and is told when it is back', async () => {
    const { collection, log, relayOf, told, untold } = await orders()
    await collection.insert({ _id: 'o1', state: 'created', ...outboxWith(joinedEvent(1)) })
    log.fail(new StoreFailure('unreachable', 'the broker does not answer'))
    const worker = relayOf()
    await vi.waitFor(() => expect(worker.name).toBe('relay orders'))
    expect(await untold()).toBe(1)

    log.fail(undefined)
    worker.wake()

    await isEmpty(untold)
    expect(told()).toEqual(['hall:e1:1'])
  })

  test('that the log refuses is set aside, and keeps no other back', async () => {
    const { collection, log, relayOf, told, untold } = await orders()
    const refused = joinedEvent(1, { data: { ...joinedEvent(1).data, room: 'refused' } })
    log.refuse('refused')
    await collection.insert({ _id: 'o1', state: 'created', ...outboxWith(refused) })
    await collection.insert({ _id: 'o2', state: 'created', ...outboxWith(joinedEvent(2)) })

    relayOf()

    await isEmpty(untold)
    expect(told()).toEqual(['hall:e1:2'])
    expect(log.values('Dead_letter')).toMatchObject([{ data: { by: 'relay orders' } }])
  })

  test('that dies between the log and its own tidying tells again, under the same id', async () => {
    const { collection, relayOf, told, untold } = await orders()
    await collection.insert({ _id: 'o1', state: 'created', ...outboxWith(joinedEvent(1)) })
    const dying: Collection<Order> = {
      ...boundTo(collection),
      update: () => Promise.reject(new Error('killed')),
    }
    const first = relayOf(dying)
    await vi.waitFor(() => expect(told()).toHaveLength(1))
    await first.stop()

    relayOf()

    await isEmpty(untold)
    expect(told()).toEqual(['hall:e1:1', 'hall:e1:1'])
  })

  test('keeps what comes in while it is being told', async () => {
    const { collection, relayOf, told, untold } = await orders()
    await collection.insert({ _id: 'o1', state: 'created', ...outboxWith(joinedEvent(1)) })
    let isFirst = true
    const busy: Collection<Order> = {
      ...boundTo(collection),
      async update(filter, update, options) {
        if (isFirst) {
          isFirst = false
          await collection.update({ _id: 'o1' }, telling({}, joinedEvent(2)))
        }
        return collection.update(filter, update, options)
      },
    }

    relayOf(busy)

    await vi.waitFor(() => expect(new Set(told()).size).toBe(2), { timeout: 10_000 })
    await isEmpty(untold)
  })
})

/** Methods of a class are not copied by a spread. */
function boundTo(collection: Collection<Order>): Collection<Order> {
  return {
    insert: (document) => collection.insert(document),
    find: (filter, options) => collection.find(filter, options),
    findOne: (filter, options) => collection.findOne(filter, options),
    page: (filter, options) => collection.page(filter, options),
    count: (filter) => collection.count(filter),
    update: (filter, update, options) => collection.update(filter, update, options),
    updateAll: (filter, update) => collection.updateAll(filter, update),
    findAndUpdate: (filter, update, options) => collection.findAndUpdate(filter, update, options),
    remove: (filter) => collection.remove(filter),
    removeAll: (filter) => collection.removeAll(filter),
    bulk: (writes) => collection.bulk(writes),
    aggregate: (pipeline) => collection.aggregate(pipeline),
  }
}
