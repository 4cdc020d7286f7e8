/** Rooms created, changed and removed by the operators’ interface. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { figures } from '../../core/operate/figures.ts'
import { conflict, doneAnswer, roomList } from '../../core/operate/room-answers.ts'
import { mergePatch } from '../../core/operate/merge-patch.ts'
import type { Role } from '../../core/operate/role.ts'
import { problemSchema } from '../../core/protocol/problem.ts'
import {
  ask,
  crash,
  hold,
  joined,
  operate,
  problem,
  read,
  roomOf,
  steer,
  until,
} from '../fixtures.ts'
import { directoryStub, roomStub } from '../objects/stubs.ts'
import { OPERATOR_KEY, testRoom } from '../test-rooms.ts'
import { api, change, logOf, tokenOf, viewOf } from './fixtures.ts'

describe('a room', () => {
  test('is there as soon as it is created, in the list too', async () => {
    const room = await roomOf('quiet')

    expect(await viewOf(room)).toMatchObject({ version: 1, phase: 'open', entry: { id: room } })
    expect((await ask(`/rooms/${room}/document`)).status).toBe(200)
    const { rooms } = await read(await api(`/rooms?search=${room}`, tokenOf('viewer')), roomList)
    expect(rooms).toMatchObject([{ id: room, version: 1, phase: 'open' }])
  })

  test('cannot be created twice, and the same request said twice creates one', async () => {
    const room = testRoom('full', 'once', 'https://behind.example')
    const create = (key?: string) => {
      const headers = key === undefined ? {} : { 'Idempotency-Key': key }
      return api('/rooms', OPERATOR_KEY, { method: 'post', body: room, headers })
    }

    expect((await create('first')).status).toBe(201)
    expect((await create('first')).status).toBe(201)
    expect(await problem(await create())).toBe('409 room-exists')
    expect(await logOf('once')).toHaveLength(1)
  })

  test('that is only tried is not made', async () => {
    const room = testRoom('full', 'tried', 'https://behind.example')
    const body = { method: 'post', body: room }

    expect((await api('/rooms?dryRun=true', OPERATOR_KEY, body)).status).toBe(201)
    expect((await ask('/rooms/tried/document')).status).toBe(404)
    expect(await problem(await api('/rooms/tried', OPERATOR_KEY))).toBe('404 not-found')
  })

  test('that nobody created is nothing, and makes nothing', async () => {
    expect((await ask('/rooms/made-up/document')).status).toBe(404)

    const tables = await roomStub(env, 'made-up').audit({})
    expect(tables).toBeUndefined()
  })

  test.each([
    ['settings.ratePerSecond', { settings: { ratePerSecond: 0 } }],
    ['settings.schedule.openAtMs', { settings: { schedule: { openAtMs: 1 } } }],
    ['id', { id: 'Not An Id' }],
    ['desks', { desks: 99 }],
  ])('with a wrong %s is refused by that field', async (field, wrong) => {
    const room = testRoom('full', 'wrong', 'https://behind.example')
    const body = mergePatch(room, wrong)

    const answer = await api('/rooms', OPERATOR_KEY, { method: 'post', body })

    expect(await read(answer, problemSchema)).toMatchObject({ code: 'invalid-request', field })
  })

  test('that is removed is gone, and its id stays used up', async () => {
    const room = await roomOf('full')
    await joined(room)
    const remove = () => api(`/rooms/${room}`, OPERATOR_KEY, { method: 'delete' })
    expect(await problem(await remove())).toBe('409 not-now')
    await operate(room, 'close')

    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(200)

    expect(await problem(await api(`/rooms/${room}`, OPERATOR_KEY))).toBe('404 not-found')
    expect((await ask(`/rooms/${room}/document`)).status).toBe(404)
    const again = testRoom('full', room, 'https://behind.example')
    const created = await api('/rooms', OPERATOR_KEY, { method: 'post', body: again })
    expect(await problem(created)).toBe('409 room-exists')
    expect((await logOf(room))[0]).toMatchObject({ act: 'remove' })
  })

  test('is in the list though the directory was down when it was created', async () => {
    void hold(directoryStub(env), 4_000)
    const room = await roomOf('quiet')

    const listed = () => api(`/rooms?search=${room}`, OPERATOR_KEY)
    const found = await until(
      async () => (await read(await listed(), roomList)).rooms,
      (rooms) => rooms.length === 1,
      15_000,
    )
    expect(found).toMatchObject([{ id: room }])
  })
})

describe('a change', () => {
  test('of the second of two writers is answered with what the first changed', async () => {
    const room = await roomOf('full')
    const { version } = await viewOf(room)

    const first = await change(room, version, { cap: 5 }, tokenOf('operator'))
    const second = await change(room, version, { cap: 9 }, tokenOf('owner'))

    expect(await read(first, doneAnswer)).toMatchObject({ kind: 'done', version: 2 })
    expect(second.status).toBe(409)
    expect(await read(second, conflict)).toMatchObject({
      code: 'version-conflict',
      version: 2,
      since: [
        {
          act: 'change',
          version: 2,
          by: { name: 'A operator', role: 'operator' },
          changes: [{ field: 'settings.cap', before: 0, after: 5 }],
        },
      ],
    })
    expect((await viewOf(room)).entry.settings.cap).toBe(5)
  })

  test('that is wrong names its field, and changes nothing', async () => {
    const room = await roomOf('two')
    await joined(room, { lane: 'members' })
    const before = await viewOf(room)
    const wrongs = [
      ['settings.ratePerSecond', { ratePerSecond: 1e9 }],
      ['settings.lanes', { lanes: [{ id: 'general', sharePercent: 100 }] }],
      [
        'settings.lanes',
        {
          lanes: [
            { id: 'general', sharePercent: 80 },
            { id: 'members', sharePercent: 30 },
          ],
        },
      ],
      ['settings.schedule.closeAtMs', { schedule: { closeAtMs: 5 } }],
    ] as const

    for (const [field, settings] of wrongs) {
      const answer = await change(room, 1, settings)
      expect(answer.status).toBe(400)
      expect(await read(answer, problemSchema)).toMatchObject({ field })
    }
    expect(await viewOf(room)).toEqual(before)
    expect(await logOf(room)).toHaveLength(1)
  })

  test('of where tokens go is an owner’s alone', async () => {
    const room = await roomOf('shop')
    const shop = { audience: 'https://other.example', returnTo: ['https://other.example/'] }
    const said = (role: Role) =>
      api(`/rooms/${room}`, tokenOf(role), {
        method: 'patch',
        body: { version: 1, change: { shop } },
      })

    expect(await problem(await said('operator'))).toBe('403 role-too-low')
    expect((await said('owner')).status).toBe(200)
  })

  test('that is only tried says what it would do, and does nothing', async () => {
    const room = await roomOf('full')
    await Promise.all(Array.from({ length: 6 }, () => joined(room)))
    await until(
      () => api(`/rooms/${room}/figures`, OPERATOR_KEY).then((answer) => read(answer, figures)),
      ({ lanes }) => lanes[0]?.waiting === 6,
    )

    const answer = await api(`/rooms/${room}?dryRun=true`, tokenOf('operator'), {
      method: 'patch',
      body: { version: 1, change: { settings: { cap: 2, ratePerSecond: 1 } } },
    })

    expect(await read(answer, doneAnswer)).toMatchObject({
      kind: 'would',
      effect: { before: { cap: 0, waiting: 6 }, after: { cap: 2, lastWait: { assumed: true } } },
    })
    expect(await viewOf(room)).toMatchObject({ version: 1, entry: { settings: { cap: 0 } } })
    expect(await logOf(room)).toHaveLength(1)
  })

  test('outlives a crash, with its entry in the log', async () => {
    const room = await roomOf('full')
    await steer(room, { cap: 3 })
    await crash(roomStub(env, room))

    expect(await viewOf(room)).toMatchObject({ version: 2, entry: { settings: { cap: 3 } } })
    expect(await logOf(room)).toMatchObject([
      { no: 2, act: 'change' },
      { no: 1, act: 'create' },
    ])
  })

  test('of the title is on the page', async () => {
    const room = await roomOf('full')
    const title = { ko: '새 이름', en: 'A new name' }
    const body = { version: 1, change: { title } }
    await api(`/rooms/${room}`, OPERATOR_KEY, { method: 'patch', body })

    expect(await (await ask(`/rooms/${room}?lang=en`)).text()).toContain('A new name')
  })
})
