/** What a room stores of a change, and what it tells of it, are there together or not at all. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { openRoom } from '../../core/queue/room/room.ts'
import { keepingQueue } from '../events/fixtures.ts'
import { fillDisk, freeDisk, roomOf } from '../fixtures.ts'
import { testEntry } from '../test-rooms.ts'
import { RoomLife } from './room-life.ts'
import { RoomStore } from './room-store.ts'
import { roomStub } from './stubs.ts'

const joined = { kind: 'joined', room: 'hall', epoch: 'e1', lane: 'a', count: 1, total: 1 } as const

test('a change that cannot be stored is not told, and told once it is', async () => {
  const stub = roomStub(env, await roomOf('quiet'))
  const { queue, events } = keepingQueue()
  const settings = { ...env, EVENTS: queue, ORIGIN_URL: 'https://origin.example' }
  const room = openRoom('e1', testEntry('quiet').settings, 1_000)
  const save = () =>
    runInDurableObject(stub, (_, { storage }) => {
      const store = new RoomStore(storage, settings)
      store.saveTelling(room, [joined], 2_000)
    })
  const tell = () =>
    runInDurableObject(stub, async (_, { storage }) => {
      await new RoomStore(storage, settings).outbox.send(3_000)
    })

  await fillDisk(stub)
  await expect(save()).rejects.toThrow('disk full')
  await tell()
  expect(events()).toEqual([])

  await freeDisk(stub)
  await save()
  await tell()
  expect(events().map(({ data }) => data)).toEqual([joined])
})

test('a room that was removed tells what it still had to tell', async () => {
  const stub = roomStub(env, await roomOf('quiet'))
  const { queue, events } = keepingQueue()
  const settings = { ...env, EVENTS: queue, ORIGIN_URL: 'https://origin.example' }

  await runInDurableObject(stub, async (_, { storage }) => {
    const store = new RoomStore(storage, settings)
    store.outbox.add([joined], 2_000)
    const life = new RoomLife({ storage }, settings)
    life.end()
    await scheduler.wait(50)
  })

  expect(events().map(({ data }) => data)).toEqual([joined])
})
