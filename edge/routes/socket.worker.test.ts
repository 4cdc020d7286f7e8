import { CLOSE } from '../../core/protocol/socket-terms.ts'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { joinAnswer } from '../../core/protocol/join.ts'
import {
  ask,
  bearer,
  connected,
  crash,
  joined,
  kinds,
  offered,
  operate,
  polled,
  post,
  problem,
  read,
  roomOf,
  steer,
} from '../fixtures.ts'
import { SITE, until, type Placed } from '../fixtures.ts'
import { segmentStub } from '../objects/stubs.ts'

/** The segment where a fan stands. */
async function segmentOf(room: string, { number, lane, token }: Placed) {
  const [, payload = ''] = token.split('.')
  const { e: epoch }: { e: string } = JSON.parse(
    atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
  )
  const span = room.startsWith('small') || room.startsWith('far') ? 4 : 2_048
  return segmentStub(env, { room, epoch, lane, index: Math.floor(number / span) })
}

describe('a near fan’s socket', () => {
  test('R6: tells at once how its fan stands, and what happened to the room', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)

    const page = await connected(room, fan.token)

    await until(
      () => kinds(page),
      (heard) => heard.includes('status') && heard.includes('news'),
    )
    expect(page.heard.find(({ kind }) => kind === 'status')).toMatchObject({
      place: { number: fan.number },
      phase: 'open',
      standing: 'waiting',
    })
  })

  test('pings are answered without the object', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const page = await connected(room, fan.token)
    let isAnswered = false
    page.socket.addEventListener('message', ({ data }) => {
      if (data === 'pong') isAnswered = true
    })

    page.socket.send('ping')

    expect(await until(() => isAnswered, Boolean)).toBe(true)
  })

  test('R6: news reaches it within two seconds, and a status follows', async () => {
    const room = await roomOf('full')
    const page = await connected(room, (await joined(room)).token)
    await until(
      () => kinds(page),
      (heard) => heard.includes('status'),
    )

    const saidAtMs = Date.now()
    await operate(room, 'message', { text: { en: 'The doors open late.' } })

    const told = (text: string) =>
      page.heard.some((message) => JSON.stringify(message).includes(text))
    await until(() => told('The doors open late.'), Boolean, 2_000)
    expect(Date.now() - saidAtMs).toBeLessThan(2_000)
    await operate(room, 'pause')
    await until(() => told('"phase":"paused"'), Boolean, 5_000)
  })

  test('R4: a turn is told with its deadline, and a lapse when it was missed', async () => {
    const room = await roomOf('small')
    const page = await connected(room, (await joined(room)).token)

    const turn = await until(() => page.heard.find(({ kind }) => kind === 'your-turn'), Boolean)
    await until(
      () => kinds(page),
      (heard) => heard.includes('lapsed'),
      8_000,
    )
    page.socket.send('{"kind":"here"}')

    expect(turn).toMatchObject({ turn: 1 })
    await until(
      () => kinds(page),
      (heard) => heard.filter((kind) => kind === 'your-turn').length === 2,
    )
  })

  test('R5: a second connection takes over, and the first is told', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const first = await connected(room, fan.token)

    const second = await connected(room, fan.token)

    await until(first.closed, Boolean)
    expect(kinds(first)).toContain('moved-away')
    expect(first.closed()?.code).toBe(CLOSE.movedAway)
    expect(second.closed()).toBeUndefined()
    expect((await polled(room, fan.token)).status.standing).toBe('waiting')
  })

  test('R5: a place that moves closes the page it was on, and its old token connects no more', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const page = await connected(room, fan.token)

    await post(`/rooms/${room}/move`, fan.token)

    await until(page.closed, Boolean)
    expect(page.closed()?.code).toBe(CLOSE.movedAway)
    const again = await connected(room, fan.token)
    await until(again.closed, Boolean)
    expect(again.closed()?.code).toBe(CLOSE.movedAway)
  })

  test('of one who has left is closed as over', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    await post(`/rooms/${room}/leave`, fan.token)

    const page = await connected(room, fan.token)

    await until(page.closed, Boolean)
    expect(page.closed()?.code).toBe(CLOSE.over)
  })

  test('R5, R3: the segment sleeps or dies, and nobody’s order changes', async () => {
    const room = await roomOf('full')
    const fans = [await joined(room), await joined(room), await joined(room)]
    const [first] = fans
    if (first === undefined) throw new Error('three joined')
    const pages = await Promise.all(fans.map(({ token }) => connected(room, token)))
    await until(
      async () => (await polled(room, first.token)).status.waiting,
      (waiting) => waiting === 3,
    )

    await evictDurableObject(await segmentOf(room, first))
    await crash(await segmentOf(room, first))
    await steer(room, { cap: 3, ratePerSecond: 1 })

    // They are called one after the other, though every connection to the dead object is gone.
    const called: number[] = []
    for (const { token, number } of fans) {
      await offered(room, token)
      called.push(number)
      const others = await Promise.all(fans.map((fan) => polled(room, fan.token)))
      const waiting = others.filter(({ offer }) => offer === undefined)
      for (const { status } of waiting) expect(status.place.number).toBeGreaterThan(number)
    }
    expect(called).toEqual(fans.map(({ number }) => number))
    expect(pages).toHaveLength(3)
  })

  test('sockets outlive the sleep of their segment', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const page = await connected(room, fan.token)
    await until(
      () => kinds(page),
      (heard) => heard.includes('status'),
    )

    await evictDurableObject(await segmentOf(room, fan))
    await steer(room, { cap: 1 })

    await until(
      () => kinds(page),
      (heard) => heard.includes('your-turn'),
    )
    expect(page.closed()).toBeUndefined()
  })

  test('R4: one that has been silent for 45 s is a ghost, and is closed', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const page = await connected(room, fan.token)
    const segment = await segmentOf(room, fan)
    // The page opened a minute ago by its attachment, and has never pinged.
    await runInDurableObject(segment, (_, state) => {
      for (const socket of state.getWebSockets()) {
        const attached: object = socket.deserializeAttachment()
        socket.serializeAttachment({ ...attached, openedAtMs: Date.now() - 60_000 })
      }
    })
    await evictDurableObject(segment)

    await segment.measures()
    await runDurableObjectAlarm(segment)

    await until(page.closed, Boolean)
    expect(page.closed()?.code).toBe(CLOSE.silent)
  })
})

describe('a socket that is refused or cut off', () => {
  test('comes from another site’s page, or from none with only a cookie', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const upgrade = (headers: Record<string, string>) =>
      ask(`/rooms/${room}/socket`, { headers: { Upgrade: 'websocket', ...headers } })
    const cookie = { Cookie: `__Host-place-${room}=${token}` }

    expect(await problem(await upgrade({ ...cookie, Origin: 'https://evil.example' }))).toBe(
      '403 other-origin',
    )
    expect(await problem(await upgrade({ ...bearer(token), Origin: 'https://evil.example' }))).toBe(
      '403 other-origin',
    )
    expect(await problem(await upgrade(cookie))).toBe('403 other-origin')
    expect((await upgrade({ ...cookie, Origin: SITE })).status).toBe(101)
  })

  test('a site the room names may open one', async () => {
    const room = await roomOf('abroad')
    const { token } = await joined(room)

    const page = await connected(room, token, { Origin: 'https://shop.example' })

    await until(
      () => kinds(page),
      (heard) => heard.includes('status'),
    )
    expect(page.closed()).toBeUndefined()
  })

  test('is no upgrade at all, or has no place', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)

    expect(await problem(await ask(`/rooms/${room}/socket`, { headers: bearer(token) }))).toBe(
      '426 not-an-upgrade',
    )
    const none = await ask(`/rooms/${room}/socket`, {
      headers: { Upgrade: 'websocket', Origin: SITE },
    })
    expect(await problem(none)).toBe('401 no-place')
  })

  test('far from the front is told when to come back, and asks no object', async () => {
    const room = await roomOf('far')
    const fans: Placed[] = []
    for (let more = 0; more < 12; more += 1) fans.push(await joined(room))
    const last = fans.at(-1)
    if (last === undefined) throw new Error('twelve joined')

    const segment = await segmentOf(room, last)
    const { calls } = await segment.measures()

    const page = await connected(room, last.token)

    await until(page.closed, Boolean)
    expect(page.closed()?.code).toBe(CLOSE.tooEarly)
    expect(await segment.measures()).toMatchObject({ calls, sockets: 0 })
    const { againInMs }: { againInMs: number } = JSON.parse(page.closed()?.reason ?? '')
    expect(againInMs).toBeGreaterThanOrEqual(9_000)
  })

  test.for([
    ['garbage', 'what?', CLOSE.badMessage],
    ['JSON that is no message', '{"kind":"let me in"}', CLOSE.badMessage],
    ['a message longer than any', `{"kind":"here","x":"${'x'.repeat(300)}"}`, CLOSE.badMessage],
    ['bytes', new Uint8Array([1, 2, 3]), CLOSE.badMessage],
  ] as const)('sends %s', async ([, message, code]) => {
    const room = await roomOf('full')
    const page = await connected(room, (await joined(room)).token)

    page.socket.send(message)

    await until(page.closed, Boolean)
    expect(page.closed()?.code).toBe(code)
  })

  test('floods: twenty messages in ten seconds are enough for any page', async () => {
    const room = await roomOf('full')
    const page = await connected(room, (await joined(room)).token)

    for (let more = 0; more < 20; more += 1) page.socket.send('{"kind":"present"}')
    await scheduler.wait(50)
    const open = page.closed()
    page.socket.send('{"kind":"present"}')

    await until(page.closed, Boolean)
    expect(open).toBeUndefined()
    expect(page.closed()?.code).toBe(CLOSE.flooded)
  })
})

describe('no queue, no wait', () => {
  test('with nobody waiting, the request that joins lets in', async () => {
    const room = await roomOf('quiet')
    const join = async () => read(await post(`/rooms/${room}/join`), joinAnswer)

    const later = await until(join, ({ kind }) => kind === 'admitted')

    expect(later).toMatchObject({ session: { sessionId: expect.stringContaining('general') } })
  })

  test('R3: when the one slot goes, it is to who came first, not to who comes next', async () => {
    const room = await roomOf('sale')
    await steer(room, { cap: 1 })
    const fans = await Promise.all([joined(room), joined(room), joined(room)])
    const [first] = fans.toSorted((a, b) => a.number - b.number)
    if (first === undefined) throw new Error('three joined')
    await offered(room, first.token)
    await post(`/rooms/${room}/leave`, first.token)

    // The slot is free at once, and newcomers keep coming.
    const newcomers: string[] = []
    const second = fans.toSorted((a, b) => a.number - b.number)[1]
    if (second === undefined) throw new Error('three joined')
    await until(
      async () => {
        newcomers.push((await read(await post(`/rooms/${room}/join`), joinAnswer)).kind)
        return polled(room, second.token)
      },
      ({ offer }) => offer !== undefined,
    )

    expect(new Set(newcomers)).toEqual(new Set(['placed']))
  })
})
