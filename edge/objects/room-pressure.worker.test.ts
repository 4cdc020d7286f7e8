/** A rate that follows its shop, in the runtime: heard, decided, stored, and left to an operator. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { figures } from '../../core/operate/figures.ts'
import { crash, operate, post, read, roomOf, steer, until } from '../fixtures.ts'
import { api } from '../operate/fixtures.ts'
import { OPERATOR_KEY, SERVICE_KEY } from '../test-rooms.ts'
import { roomStub } from './stubs.ts'

let atMs = 0

/** What the shop says of its last second. */
async function told(room: string, latencyP95Ms: number): Promise<void> {
  atMs += 1_000
  const load = { requests: 1_000, errors: 0, latencyP95Ms, inFlight: 10 }
  const report = { reporter: 'one', atMs, windowMs: 1_000, ...load }
  expect((await post(`/rooms/${room}/pressure`, SERVICE_KEY, report)).status).toBe(202)
}

async function seen(room: string) {
  return read(await api(`/rooms/${room}/figures`, OPERATOR_KEY), figures)
}

test('a shop that slows down slows the room, by itself, and the reason is told', async () => {
  const room = await roomOf('following')
  await told(room, 30_000)

  const slowed = await until(
    () => seen(room),
    ({ ratePerSecond }) => ratePerSecond < 20,
  )

  expect(slowed.rate).toEqual({ by: 'shop', reason: 'latency' })
})

test('an operator’s rate counts until they let it follow again', async () => {
  const room = await roomOf('following')
  await steer(room, { ratePerSecond: 33 })
  await told(room, 30_000)
  await scheduler.wait(1_500)
  const byHand = await seen(room)

  await operate(room, 'follow')

  expect([byHand.ratePerSecond, byHand.rate.by]).toEqual([33, 'hand'])
  await until(
    () => seen(room),
    ({ rate }) => rate.by === 'shop',
  )
})

test('what was decided outlives the object that decided it', async () => {
  const room = await roomOf('following')
  await steer(room, { ratePerSecond: 44 })
  await crash(roomStub(env, room))

  const after = await seen(room)

  expect([after.ratePerSecond, after.rate.by]).toEqual([44, 'hand'])
})

test('a room that follows no shop hears it all the same, and is moved by hand', async () => {
  const room = await roomOf('shop')
  await told(room, 30_000)

  expect((await seen(room)).rate.by).toBe('hand')
})
