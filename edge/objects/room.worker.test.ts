import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

describe("a sale's epoch", () => {
  test('is the same when asked again', async () => {
    const room = env.ROOM.getByName('asked-twice')

    const first = await room.epoch()

    expect(await room.epoch()).toBe(first)
  })

  test('survives the eviction of its room', async () => {
    const room = env.ROOM.getByName('evicted')
    const before = await room.epoch()

    await evictDurableObject(room)

    expect(await env.ROOM.getByName('evicted').epoch()).toBe(before)
  })

  test('survives the crash of every object', async () => {
    const before = await env.ROOM.getByName('crashed').epoch()

    await abortAllDurableObjects()

    expect(await env.ROOM.getByName('crashed').epoch()).toBe(before)
  })

  test('is stored by the time it is answered', async () => {
    const room = env.ROOM.getByName('stored-first')

    const answered = await room.epoch()

    const stored = await runInDurableObject(room, (_, { storage }) => storage.get('epoch'))
    expect(stored).toBe(answered)
  })

  test('is one, however many ask first at the same time', async () => {
    const room = env.ROOM.getByName('asked-at-once')

    const answers = await Promise.all(Array.from({ length: 20 }, () => room.epoch()))

    expect(new Set(answers).size).toBe(1)
  })

  test('differs between two rooms', async () => {
    const [one, other] = await Promise.all([
      env.ROOM.getByName('one').epoch(),
      env.ROOM.getByName('other').epoch(),
    ])

    expect(one).not.toBe(other)
  })

  test('is random, so that a room laid anew does not get its old one again', async () => {
    const room = env.ROOM.getByName('laid-anew')
    const before = await room.epoch()

    await runInDurableObject(room, (_, { storage }) => storage.deleteAll())

    expect(await room.epoch()).not.toBe(before)
  })
})
