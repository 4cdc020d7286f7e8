/** The operators' interface in the runtime: who may, what is refused, and what is kept of what was done. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { figures } from '../../core/operate/figures.ts'
import type { newOperator } from '../../core/operate/operator.ts'
import {
  auditPage,
  conflict,
  doneAnswer,
  roomList,
  roomView,
} from '../../core/operate/room-answers.ts'
import { mergePatch } from '../../core/operate/merge-patch.ts'
import { mayAct, type Role } from '../../core/operate/role.ts'
import { OPERATE_API, type OperateRoute } from '../../core/operate/route.ts'
import { operateRoutes } from '../../core/operate/routes.ts'
import { problemSchema } from '../../core/protocol/problem.ts'
import {
  ask,
  bearer,
  crash,
  hold,
  joined,
  offered,
  operate,
  polled,
  post,
  problem,
  read,
  roomOf,
  SITE,
  steer,
  until,
} from '../fixtures.ts'
import { directoryStub, roomStub } from '../objects/stubs.ts'
import { OPERATOR_KEY, testRoom } from '../test-rooms.ts'

const routes: [string, OperateRoute][] = Object.entries(operateRoutes)
const roles = ['viewer', 'operator', 'owner'] as const

type Init = { method?: string; body?: unknown; headers?: Record<string, string> }

function api(
  path: string,
  token: string | undefined,
  { method = 'GET', body, headers }: Init = {},
) {
  return ask(`${OPERATE_API}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token !== undefined && bearer(token)),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

const added = z.object({ operator: z.object({ id: z.string() }), token: z.string() })

async function operatorWith(role: Role) {
  const body: z.input<typeof newOperator> = { name: `A ${role}`, role }
  const answer = await api('/operators', OPERATOR_KEY, { method: 'post', body })
  return read(answer, added)
}

const tokens = new Map<Role, string>()
for (const role of roles) tokens.set(role, (await operatorWith(role)).token)
const tokenOf = (role: Role) => tokens.get(role) ?? ''

const view = async (room: string) => read(await api(`/rooms/${room}`, OPERATOR_KEY), roomView)
const audit = async (room: string) =>
  (await read(await api(`/rooms/${room}/audit`, OPERATOR_KEY), auditPage)).entries

async function change(room: string, version: number, settings: unknown, token = OPERATOR_KEY) {
  const body = { version, change: { settings } }
  return api(`/rooms/${room}`, token, { method: 'patch', body })
}

function anywhere({ path }: OperateRoute): string {
  return path.replace(':room', 'nowhere').replace(':operator', 'nobody')
}

describe('who may', () => {
  test.for(routes)(
    '%s is closed without a token, and to one that is not ours',
    async ([, route]) => {
      const forged = `${tokenOf('owner').slice(0, -1)}${tokenOf('owner').endsWith('A') ? 'B' : 'A'}`
      for (const token of [undefined, '', 'x'.repeat(60), forged, OPERATOR_KEY.slice(1)]) {
        const answer = await api(anywhere(route), token, { method: route.method })
        expect(await problem(answer)).toBe('401 operator-only')
      }
    },
  )

  test.for(routes)('%s is open from its role on, and below it 403', async ([, route]) => {
    const told: Record<string, boolean> = {}
    for (const role of roles) {
      const answer = await api(anywhere(route), tokenOf(role), { method: route.method })
      told[role] = answer.status !== 403
      expect(answer.status).not.toBe(401)
    }
    expect(told).toEqual(Object.fromEntries(roles.map((role) => [role, mayAct(role, route.role)])))
  })

  test('every other address beneath it is nothing', async () => {
    for (const path of ['', '/', '/nothing', '/rooms/x/y', '/rooms/x/pause/now']) {
      expect(await problem(await api(path, undefined))).toBe('404 not-found')
    }
  })

  test('a right that was taken is gone at once, and its holder stays in the log', async () => {
    const { operator, token } = await operatorWith('operator')
    expect((await api('/me', token)).status).toBe(200)

    const path = `/operators/${operator.id}`
    expect((await api(path, OPERATOR_KEY, { method: 'delete' })).status).toBe(200)

    expect(await problem(await api('/me', token))).toBe('401 operator-only')
    const { entries } = await read(await api('/audit', OPERATOR_KEY), auditPage)
    expect(entries[0]).toMatchObject({ act: 'revoke-operator', by: { id: 'owner-key' } })
    expect(entries[1]).toMatchObject({ act: 'add-operator' })
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  test('the same request said twice adds one operator, and answers with the same token', async () => {
    const add = async () => {
      const body = { name: 'Twice', role: 'viewer' }
      const headers = { 'Idempotency-Key': 'again' }
      return read(await api('/operators', OPERATOR_KEY, { method: 'post', body, headers }), added)
    }

    const [first, second] = [await add(), await add()]

    expect(second).toEqual(first)
    expect((await api('/me', second.token)).status).toBe(200)
  })

  test('a cookie of the console counts from our own pages alone', async () => {
    const room = await roomOf('full')
    const pause = (origin?: string) =>
      api(`/rooms/${room}/pause`, undefined, {
        method: 'post',
        headers: {
          Cookie: `__Host-operator=${tokenOf('operator')}`,
          ...(origin !== undefined && { Origin: origin }),
        },
      })

    expect(await problem(await pause('https://evil.example'))).toBe('403 other-origin')
    expect(await problem(await pause())).toBe('403 other-origin')
    expect((await pause(SITE)).status).toBe(200)
  })
})

describe('a room', () => {
  test('is there as soon as it is created, in the list too', async () => {
    const room = await roomOf('quiet')

    expect(await view(room)).toMatchObject({ version: 1, phase: 'open', entry: { id: room } })
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
    expect(await audit('once')).toHaveLength(1)
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
    expect((await audit(room))[0]).toMatchObject({ act: 'remove' })
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
    const { version } = await view(room)

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
    expect((await view(room)).entry.settings.cap).toBe(5)
  })

  test('that is wrong names its field, and changes nothing', async () => {
    const room = await roomOf('two')
    await joined(room, { lane: 'members' })
    const before = await view(room)
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
    expect(await view(room)).toEqual(before)
    expect(await audit(room)).toHaveLength(1)
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
    expect(await view(room)).toMatchObject({ version: 1, entry: { settings: { cap: 0 } } })
    expect(await audit(room)).toHaveLength(1)
  })

  test('outlives a crash, with its entry in the log', async () => {
    const room = await roomOf('full')
    await steer(room, { cap: 3 })
    await crash(roomStub(env, room))

    expect(await view(room)).toMatchObject({ version: 2, entry: { settings: { cap: 3 } } })
    expect(await audit(room)).toMatchObject([
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

describe('a word', () => {
  test('said twice by one key is done once', async () => {
    const room = await roomOf('full')
    const say = async () => {
      const body = { text: { en: 'Soon.' } }
      const headers = { 'Idempotency-Key': 'one-word' }
      const path = `/rooms/${room}/message`
      return read(
        await api(path, tokenOf('operator'), { method: 'post', body, headers }),
        doneAnswer,
      )
    }

    const [first, second] = [await say(), await say()]

    expect([first.again, second.again]).toEqual([false, true])
    expect(await audit(room)).toHaveLength(2)
  })

  test('that changes nothing is not in the log, and no reason to worry', async () => {
    const room = await roomOf('full')
    await operate(room, 'pause')
    await operate(room, 'pause')

    expect((await audit(room)).map(({ act }) => act)).toEqual(['pause', 'create'])
  })

  test('to a closed sale is refused with the reason', async () => {
    const room = await roomOf('full')
    await operate(room, 'close')

    const answer = await post(`${OPERATE_API}/rooms/${room}/open`, OPERATOR_KEY)

    expect(await problem(answer)).toBe('409 not-now')
  })

  test('R2: admits extra fans beyond the rate', async () => {
    const room = await roomOf('far')
    await steer(room, { cap: 10 })
    const fans = await Promise.all(Array.from({ length: 4 }, () => joined(room)))
    await scheduler.wait(1_500)
    const called = async () => {
      const told = await Promise.all(fans.map(({ token }) => polled(room, token)))
      return told.filter(({ offer, session }) => offer !== undefined || session !== undefined)
        .length
    }
    const before = await called()

    await operate(room, 'admit', { count: 3 })

    await until(called, (now) => now >= Math.min(4, before + 3))
    expect(before).toBeLessThanOrEqual(1)
  })

  test('R8: revokes everybody who is inside, and nobody who comes after', async () => {
    const room = await roomOf('small')
    const fans = await Promise.all([joined(room), joined(room)])
    const claimed = async (token: string) => (await post(`/rooms/${room}/claim`, token)).status
    for (const { token } of fans)
      await until(
        () => claimed(token),
        (status) => status < 300,
      )

    await operate(room, 'revoke-all')

    for (const { token } of fans)
      await until(
        () => claimed(token),
        (status) => status === 410,
      )
    const next = await joined(room)
    await offered(room, next.token)
    expect((await post(`/rooms/${room}/claim`, next.token)).status).toBe(201)
    await scheduler.wait(3_000)
    expect((await post(`/rooms/${room}/claim`, next.token)).status).toBe(200)
  })
})

describe('watching', () => {
  test('however many watch, the room is asked once a second', async () => {
    const room = await roomOf('quiet')
    const calls = async () => {
      const answer = await api(`/rooms/${room}/measures`, OPERATOR_KEY)
      return z.object({ room: z.object({ calls: z.number() }) }).parse(await answer.json()).room
        .calls
    }
    const before = await calls()

    for (let round = 0; round < 20; round += 1) {
      const seen = await Promise.all(
        Array.from({ length: 10 }, () => api(`/rooms/${room}/figures`, tokenOf('viewer'))),
      )
      for (const answer of seen) {
        const { saidAtMs } = await read(answer, figures)
        expect(Date.now() - saidAtMs).toBeLessThan(2_000)
      }
      await scheduler.wait(100)
    }

    // Two seconds and what the requests took; the room's own desk asks for documents besides.
    expect((await calls()) - before).toBeLessThan(12)
  })
})
