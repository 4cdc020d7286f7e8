import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ROOM_HELD_BY_DESK_MS, SEGMENT_HELD_BY_DESK_MS } from '../../core/queue/limits.ts'
import { roomDocument } from '../../core/queue/room/document.ts'
import { segmentDocument } from '../../core/queue/segment/document.ts'
import { crash, fillDisk, freeDisk, roomOf, until } from '../fixtures.ts'
import type { LeaseAnswer } from './messages.ts'
import { deskStub, roomStub } from './stubs.ts'

const nothing = { epoch: undefined, accounts: [], wants: [] }

function deskOf(room: string) {
  // A stub does not outlive its object's death: each call has its own.
  const desk = () => deskStub(env, room, 0)
  const lease = (want: number, settled: { leaseId: string; used: number }[] = []) =>
    desk().lease(
      { room, index: 0 },
      {
        settled: settled.map((account) => ({ lane: 'general', account })),
        wants: want === 0 ? [] : [{ lane: 'general', want }],
      },
    )
  return { desk, lease }
}

async function documentOf(room: string) {
  const { document } = await roomStub(env, room).exchange(room, nothing)
  return roomDocument.parse(JSON.parse(document))
}

function rangesOf({ leases }: LeaseAnswer): number[][] {
  return leases.map(({ grant }) => [grant.from, grant.to])
}

afterEach(() => vi.restoreAllMocks())

describe('leases', () => {
  test('R3: of one desk never share a number, whatever dies in between', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    const seen: number[] = []
    for (let more = 0; more < 4; more += 1) {
      for (const [from = 0, to = 0] of rangesOf(await lease(5))) {
        for (let number = from; number < to; number += 1) seen.push(number)
      }
      if (more % 2 === 0) await crash(desk())
      else await crash(roomStub(env, room))
    }

    expect(seen.length).toBeGreaterThanOrEqual(4)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('R3: are not handed out when that could not be stored', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    const first = rangesOf(await lease(1))
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await fillDisk(desk())

    const none = rangesOf(await lease(1))
    await freeDisk(desk())
    const second = rangesOf(await lease(1))

    expect([first, none]).toEqual([[[0, 1]], []])
    expect(second[0]?.[0]).toBeGreaterThanOrEqual(1)
  })

  test('R3: one that waited for a block at its desk lasts so much longer for its holder', async () => {
    const { lease } = deskOf(await roomOf('full'))
    await lease(1)

    // The block is used up, and the next is not asked for at once.
    const { leases } = await lease(1)

    expect(leases[0]?.grant.forMs).toBeGreaterThan(250)
    expect(leases[0]?.grant.forMs).toBeLessThan(700)
  })

  test('R5: what became of them reaches room and segment, said twice or after a crash', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    const { leases } = await lease(3)
    const [taken] = leases
    if (taken === undefined) throw new Error('three were to be had')
    const account = { leaseId: taken.grant.leaseId, used: 2 }

    await lease(0, [account])
    await crash(desk())
    await runDurableObjectAlarm(desk())
    await lease(0, [account])

    const document = await until(
      () => documentOf(room),
      ({ lanes: [lane] }) => lane?.waiting[0] === 2,
    )
    expect(document.lanes[0]?.gone[0]).toBe(1)
  })
})

describe('another life of the room', () => {
  test('finds a desk with nothing of the one before: not its numbers, nor its accounts', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    const { epoch, leases } = await lease(3)
    // As if that had been in an earlier life.
    await runInDurableObject(desk(), (_, { storage }) => {
      storage.sql.exec("UPDATE kept SET text = 'an-earlier-life' WHERE name = 'epoch'")
    })
    await crash(desk())

    const fresh = await lease(2)
    await lease(0, [{ leaseId: leases[0]?.grant.leaseId ?? '', used: 3 }])

    expect(fresh.epoch).toBe(epoch)
    expect(rangesOf(fresh)[0]?.[0]).toBeGreaterThanOrEqual(3)
    await scheduler.wait(1_200)
    expect((await documentOf(room)).lanes[0]?.waiting[0] ?? 0).toBe(0)
  })
})

describe('documents', () => {
  test('R6: are no older than each hand on the way may hold them', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    const { leases } = await lease(1)
    await lease(0, [{ leaseId: leases[0]?.grant.leaseId ?? '', used: 1 }])

    const read = await until(
      () => desk().read({ room, index: 0 }, { lane: 'general', index: 0 }),
      ({ room: text }) => roomDocument.parse(JSON.parse(text)).lanes[0]?.waiting[0] === 1,
    )

    const { asOfMs } = roomDocument.parse(JSON.parse(read.room))
    expect(Date.now() - asOfMs).toBeLessThan(1_250 + ROOM_HELD_BY_DESK_MS + 200)
    const segment = segmentDocument.parse(JSON.parse(read.segment ?? ''))
    expect(segment).toMatchObject({ lane: 'general', first: 0 })
    expect(Date.now() - segment.asOfMs).toBeLessThan(SEGMENT_HELD_BY_DESK_MS + 200)
  })

  test('cost the room a call or two a second, however many ask the desk', async () => {
    const room = await roomOf('full')
    const { desk, lease } = deskOf(room)
    await lease(1)
    const before = (await roomStub(env, room).measures(room)).own.calls

    for (let more = 0; more < 60; more += 1) {
      await desk().read({ room, index: 0 })
      await scheduler.wait(25)
    }

    expect((await roomStub(env, room).measures(room)).own.calls - before).toBeLessThanOrEqual(5)
  })
})
