/** Every route of the table, asked by who may not. The gateway's word is real: a waiting room signs it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { RoomServer } from '../../verify/model/room-server.ts'
import { appWith, logOf, METRICS_TOKEN, SERVICE } from '../fixtures.ts'
import { allRoutes } from './app.ts'
import { assertionsOf, type Assertions } from './assertions.ts'
import { route, type Route, type Who } from './route.ts'

const whos = ['open', 'service', 'metrics', 'assertion'] as const

/** One of each kind, so that the walk meets them all whatever is plugged in. */
const routes = whos.map((who) =>
  route({
    id: who,
    method: 'post',
    path: `/of/${who}`,
    who,
    title: who,
    what: who,
    body: z.object({ never: z.literal('read') }),
    answer: z.object({ room: z.string().optional(), marked: z.boolean().optional() }),
    codes: [],
    handle: async ({ c }) => ({ room: c.get('admission')?.room, marked: c.get('marked') }),
  }),
)

let room: RoomServer
let assertions: Assertions

beforeAll(async () => {
  room = await RoomServer.start()
  assertions = assertionsOf(room.issuer, logOf().log)
})
afterAll(async () => {
  assertions.close()
  await room.close()
})

function made() {
  return appWith({ routes, assertions })
}

function asking(one: Route, headers: Record<string, string>) {
  const method = one.method.toUpperCase()
  const body = method === 'GET' ? {} : { body: '{"never":"read"}' }
  return made().app.request(one.path, { method, headers, ...body })
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const gateway = (assertion: string) => ({ 'Admit-One-Assertion': assertion })
const word = (asserted: { issuer?: string; audience?: string } = {}) =>
  room.assertion({ audience: room.issuer, ...asserted })

/** What is good for one kind of route is good for no other. */
const wrongKind: Readonly<Record<Who, () => Record<string, string>[]>> = {
  open: () => [],
  service: () => [bearer(METRICS_TOKEN), bearer(word()), gateway(word())],
  metrics: () => [bearer(word()), gateway(word())],
  assertion: () => [bearer(SERVICE.secret), bearer(word()), gateway(SERVICE.secret)],
}

const wrong: readonly (() => Record<string, string>)[] = [
  () => ({}),
  () => bearer(`${SERVICE.secret}x`),
  () => bearer(SERVICE.secret.slice(0, -1)),
  () => ({ Authorization: SERVICE.secret }),
  () => ({ Authorization: `Basic ${SERVICE.secret}` }),
  () => gateway('e30.e30.e30'),
  () => gateway(word({ issuer: 'https://other.example' })),
  () => gateway(word({ audience: 'https://other.example' })),
  () => gateway(room.token('holder')),
  () => gateway(room.assertion({ audience: room.issuer }, 60_000)),
]

test('every route that is not open is 401 without a token, with a wrong one, and with one of another kind', async () => {
  const guarded = allRoutes(made().parts).filter(({ who }) => who !== 'open')
  const told = await Promise.all(
    guarded.flatMap((one) =>
      [...wrong.map((headers) => headers()), ...wrongKind[one.who]()].map(async (headers) => {
        const response = await asking(one, headers)
        const { code } = z.object({ code: z.string() }).parse(await response.json())
        return `${one.path} ${response.status} ${code} ${response.headers.has('WWW-Authenticate')}`
      }),
    ),
  )

  expect(guarded.map(({ path }) => path)).toContain('/metrics')
  expect(new Set(told)).toEqual(
    new Set([
      '/of/service 401 service-only true',
      '/of/metrics 401 service-only true',
      '/metrics 401 service-only true',
      '/of/assertion 401 gateway-only true',
    ]),
  )
})

test('nothing of a request is read before it is known who asks', async () => {
  const { app } = made()

  const response = await app.request('/of/service', { method: 'POST', body: 'no JSON' })

  expect(response.status).toBe(401)
})

test('a service comes in by its key, and Prometheus to the measures alone', async () => {
  const service = await made().app.request('/metrics', { headers: bearer(SERVICE.secret) })
  const metrics = await made().app.request('/metrics', { headers: bearer(METRICS_TOKEN) })

  expect([service.status, metrics.status]).toEqual([200, 200])
  expect(await metrics.text()).toContain('admit_one_origin_requests_total')
})

test('without a key of its own Prometheus needs a service’s', async () => {
  const { app } = appWith({ keyring: { serviceKeys: [SERVICE], metricsToken: undefined } })

  expect((await app.request('/metrics', { headers: bearer('undefined') })).status).toBe(401)
  expect((await app.request('/metrics', { headers: bearer(SERVICE.secret) })).status).toBe(200)
})

test('whoever the gateway says was admitted comes in, with the room that they were admitted to', async () => {
  const [, , , guarded] = routes
  if (guarded === undefined) throw new Error('There is no such route.')

  const response = await asking(guarded, gateway(word()))

  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ room: 'finale', marked: false })
})

test('while the gateway’s keys cannot be had nobody is sent away: it is for now', async () => {
  const far = assertionsOf('http://127.0.0.1:9', logOf().log)
  const { app } = appWith({ routes, assertions: far })

  const response = await app.request('/of/assertion', {
    method: 'POST',
    headers: gateway(word()),
    body: '{}',
  })

  expect(response.status).toBe(503)
  expect(response.headers.has('Retry-After')).toBe(true)
})

test('however many rooms are made up, the keys are asked for once in a while', async () => {
  const fresh = assertionsOf(room.issuer, logOf().log)
  const before = room.timesAsked('jwks')

  await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      fresh.read(room.assertion({ audience: room.issuer, room: `made-up-${n}` })),
    ),
  )
  fresh.close()

  expect(room.timesAsked('jwks') - before).toBeLessThanOrEqual(3)
})
