/** A sale steered and watched by the operators’ interface, and the log of it. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { figures } from '../../core/operate/figures.ts'
import { auditPage, doneAnswer } from '../../core/operate/room-answers.ts'
import { OPERATE_API } from '../../core/operate/route.ts'
import {
  ask,
  bearer,
  hold,
  joined,
  offered,
  operate,
  polled,
  post,
  problem,
  read,
  roomOf,
  steer,
  until,
} from '../fixtures.ts'
import { roomStub, segmentStub } from '../objects/stubs.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { api, logOf, tokenOf } from './fixtures.ts'

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
    expect(await logOf(room)).toHaveLength(2)
  })

  test('that changes nothing is not in the log, and no reason to worry', async () => {
    const room = await roomOf('full')
    await operate(room, 'pause')
    await operate(room, 'pause')

    expect((await logOf(room)).map(({ act }) => act)).toEqual(['pause', 'create'])
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

  test('is closed for good: who waits is told to stop, some seconds later, and who is inside is not', async () => {
    const room = await roomOf('sale')
    await steer(room, { cap: 1 })
    const inside = await joined(room)
    await offered(room, inside.token)
    await post(`/rooms/${room}/claim`, inside.token)
    const waits = await joined(room)

    await operate(room, 'close')

    const heard = await until(
      () => polled(room, waits.token),
      ({ status }) => status.phase === 'closed',
    )
    const stopped = await until(
      () => polled(room, waits.token),
      ({ next }) => next.kind === 'stop',
      10_000,
    )
    expect(heard.next.kind).toBe('connect')
    expect(stopped.status.nowMs - (stopped.news.at(-1)?.atMs ?? 0)).toBeGreaterThanOrEqual(5_000)
    const stays = await until(
      () => polled(room, inside.token),
      ({ session }) => session !== undefined,
    )
    expect(stays.next.kind).toBe('poll')
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
    await scheduler.wait(1_500)
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

describe('an alarm', () => {
  test('is raised while a part of the line does not answer, and gone when it does', async () => {
    const room = await roomOf('full')
    await joined(room)
    const seen = async () => read(await api(`/rooms/${room}/figures`, OPERATOR_KEY), figures)
    await until(seen, ({ lanes: [lane] }) => lane?.waiting === 1 && lane.joined === 1)
    const { epoch } = await roomStub(env, room).measures(room)

    void hold(segmentStub(env, { room, epoch, lane: 'general', index: 0 }), 4_000)
    await steer(room, { cap: 1 })

    await until(seen, ({ alarms }) => alarms.includes('segments-silent'))
    await until(seen, ({ alarms }) => alarms.length === 0, 10_000)
    const metrics = await ask('/metrics', { headers: bearer(OPERATOR_KEY) })
    expect(await metrics.text()).toContain(`admit_one_alarm{room="${room}"`)
  })
})

describe('the log', () => {
  test.each(['post', 'put', 'patch', 'delete'])(
    'cannot be edited: there is no %s of it',
    async (method) => {
      const room = await roomOf('full')
      for (const path of [`/rooms/${room}/audit`, `/rooms/${room}/audit/1`, '/audit', '/audit/1']) {
        const answer = await api(path, OPERATOR_KEY, { method, body: { entries: [] } })
        expect(answer.status).toBe(404)
      }
      expect(await logOf(room)).toHaveLength(1)
    },
  )

  test('is paged, the newest first, and has no gap', async () => {
    const room = await roomOf('full')
    for (let no = 0; no < 6; no += 1) await operate(room, no % 2 === 0 ? 'pause' : 'resume')

    const first = await read(await api(`/rooms/${room}/audit?limit=4`, OPERATOR_KEY), auditPage)
    const path = `/rooms/${room}/audit?limit=4&before=${first.before}`
    const second = await read(await api(path, OPERATOR_KEY), auditPage)

    expect([...first.entries, ...second.entries].map(({ no }) => no)).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(second.before).toBeUndefined()
  })
})
