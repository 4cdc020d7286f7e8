import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { METRIC_ROOMS_MAX } from '../../core/operate/metrics.ts'
import type { Listing } from '../../core/operate/listing.ts'
import { ask, crash, hold, joined, post, roomOf } from '../fixtures.ts'
import { directoryStub } from './stubs.ts'

const ROOMS = 10_000

function listingOf(no: number, changes: Partial<Listing> = {}): Listing {
  return {
    id: `many-${String(no).padStart(5, '0')}`,
    title: { ko: `공연 ${no}`, en: `Concert ${no}` },
    version: 1,
    phase: 'open',
    openAtMs: 1,
    cap: 100,
    ratePerSecond: 5,
    waiting: no,
    occupied: 1,
    alarms: [],
    asOfMs: 1_000,
    counts: {
      joined: 0,
      turns: 0,
      lapses: 0,
      offered: 0,
      inside: 0,
      silentSegments: 0,
      countsAsOfMs: 0,
      revocationsAsOfMs: 0,
    },
    ...changes,
  }
}

/** Within the object: ten thousand calls are no part of what is tested. */
async function noteAll(count: number): Promise<void> {
  await runInDurableObject(directoryStub(env), (directory) => {
    for (let no = 0; no < count; no += 1) directory.note(listingOf(no))
  })
}

describe('a directory of ten thousand rooms', () => {
  test('lists a hundred of them at once, also in a new life, and measures the busiest', async () => {
    await noteAll(ROOMS)
    await crash(directoryStub(env))
    await directoryStub(env).list({ limit: 1 })

    const page = await directoryStub(env).list({ limit: 100, after: 'many-04999' })

    expect(page.rooms.map(({ id }) => id).slice(0, 2)).toEqual(['many-05000', 'many-05001'])
    expect([page.rooms.length, page.next]).toEqual([100, 'many-05099'])
    const found = await directoryStub(env).list({ search: 'concert 777' })
    expect(found.rooms.map(({ id }) => id)).toContain('many-00777')
    const { listings, leftOut } = await directoryStub(env).measured()
    expect(listings).toHaveLength(METRIC_ROOMS_MAX)
    expect(listings[0]?.id).toBe('many-09999')
    expect(leftOut).toBe(ROOMS - METRIC_ROOMS_MAX)
  })
})

describe('the directory', () => {
  test('hears nothing that is older than what it holds', async () => {
    const stub = directoryStub(env)
    await stub.note(listingOf(20_000, { asOfMs: 5_000, phase: 'closed', version: 3 }))
    await stub.note(listingOf(20_000, { asOfMs: 4_000, phase: 'open', version: 2 }))

    const { rooms } = await stub.list({ search: 'many-20000' })
    expect(rooms).toMatchObject([{ phase: 'closed', version: 3 }])
  })

  test('has a table of hosts behind the gateway, and says when it is another', async () => {
    const stub = directoryStub(env)
    const before = await stub.guards(undefined)
    expect(await stub.guards(before?.version)).toBeUndefined()
    const gateway = {
      origin: 'https://shop.example',
      paths: ['/tickets/*'],
      exempt: [],
      ignoreCase: false,
      answerWithinMs: 1_000,
    }

    await stub.note(listingOf(30_000, { gateway }))

    const after = await stub.guards(before?.version)
    expect(after?.guards).toContainEqual({ room: 'many-30000', gateway })
    await stub.drop('many-30000')
    expect((await stub.guards(after?.version))?.guards).not.toContainEqual(
      expect.objectContaining({ room: 'many-30000' }),
    )
  })

  test('keeps no fan waiting: while it is silent they join, wait and are let in', async () => {
    const room = await roomOf('quiet')
    const silent = hold(directoryStub(env), 3_000)
    const beganAtMs = Date.now()

    const { token } = await joined(room)
    const status = await ask(`/rooms/${room}/status`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    const left = await post(`/rooms/${room}/leave`, token)

    expect([status.status, left.status]).toEqual([200, 200])
    expect(Date.now() - beganAtMs).toBeLessThan(2_000)
    await silent
  })
})
