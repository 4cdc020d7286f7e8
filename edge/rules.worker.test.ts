/**
 * The rules in the real runtime: whole small sales over HTTP and sockets, with objects that die in
 * the middle. What fans were told is held against the rules by an account of its own.
 */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { claimAnswer } from '../core/protocol/claim.ts'
import { joinAnswer } from '../core/protocol/join.ts'
import {
  ask,
  bearer,
  connected,
  crash,
  hold,
  joined,
  polled,
  post,
  problem,
  read,
  roomOf,
} from './fixtures.ts'
import { until, type Page, type Placed } from './fixtures.ts'
import { deskStub, roomStub, segmentStub } from './objects/stubs.ts'
import { testEntry } from './test-rooms.ts'

const CAP = 3
const RATE = 10
/** Positions of a segment, in a room of the kind `sale`. */
const SPAN = testEntry('sale').settings.span
/** A slot is free so long after a release: no verifier can accept the token any more. */
const VERIFIER_MS = 5_000
/** Between what happened and when a page here read of it. */
const HEARD_LATE_MS = 150

type Turn = { position: number; offeredAtMs: number; freeAtMs: number }

/** Fans of the sale, each of whom takes the turn it is told of, looks around, and leaves. */
class Sale {
  readonly turns: Turn[] = []
  readonly #room: string

  constructor(room: string) {
    this.#room = room
  }

  async attend(fan: Placed): Promise<void> {
    let page = await this.#connect(fan)
    for (;;) {
      const turn = page.heard.find(({ kind }) => kind === 'your-turn')
      if (turn?.kind === 'your-turn') return this.#shop(fan, turn.deadlineMs - 5_000)
      // Its segment died, and the socket with it: the page comes again, as pages do.
      if (page.closed() !== undefined) page = await this.#connect(fan)
      await scheduler.wait(20)
    }
  }

  async #connect(fan: Placed): Promise<Page> {
    for (;;) {
      const page = await connected(this.#room, fan.token).catch(() => undefined)
      if (page !== undefined) return page
      await scheduler.wait(100)
    }
  }

  async #shop({ token, number }: Placed, offeredAtMs: number): Promise<void> {
    const claimed = await until(
      () => post(`/rooms/${this.#room}/claim`, token),
      ({ ok }) => ok,
    )
    const { session } = await read(claimed, claimAnswer)
    const turn = { position: number, offeredAtMs, freeAtMs: Infinity }
    this.turns.push(turn)
    await scheduler.wait(100)
    turn.freeAtMs = Date.now() + VERIFIER_MS
    await until(
      () => post(`/rooms/${this.#room}/release`, token, { sessionId: session.sessionId }),
      ({ ok }) => ok,
    )
  }
}

function insideAt(turns: readonly Turn[], atMs: number): number {
  return turns.filter(
    ({ offeredAtMs, freeAtMs }) => offeredAtMs <= atMs && atMs < freeAtMs - HEARD_LATE_MS,
  ).length
}

function bySegment(positions: readonly number[]): number[][] {
  return [...Map.groupBy(positions, (position) => Math.floor(position / SPAN)).values()]
}

async function objectsOf(room: string, { token }: Placed) {
  const [, payload = ''] = token.split('.')
  const { e: epoch }: { e: string } = JSON.parse(
    atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
  )
  const segment = (index: number) => segmentStub(env, { room, epoch, lane: 'general', index })
  return { room: () => roomStub(env, room), desk: () => deskStub(env, room, 0), segment }
}

/** What befalls the objects of a sale while it runs: a crash, or calls that are not answered. */
const SILENT = 'they do not answer in turn, and their calls are lost'

const mishaps = {
  'nothing happens': undefined,
  'room, desk and segments die in turn': crash,
  [SILENT]: (stub: DurableObjectStub) => hold(stub, 1_500),
}

describe.for(Object.entries(mishaps))('a sale in which %s', ([mishap, befall]) => {
  test('keeps R1 to R5: cap, rate, order, nobody passed over for good, no place lost', async () => {
    const room = await roomOf('sale')
    const fans: Placed[] = []
    for (let more = 0; more < 8; more += 1) fans.push(await joined(room))
    const [first] = fans
    if (first === undefined) throw new Error('eight joined')
    const objects = await objectsOf(room, first)
    const sale = new Sale(room)
    const attending = Promise.all(fans.map((fan) => sale.attend(fan)))

    if (befall !== undefined) {
      await scheduler.wait(700)
      for (const victim of [
        objects.segment(0),
        objects.room(),
        objects.desk(),
        objects.segment(1),
        objects.room(),
      ]) {
        await befall(victim)
        await scheduler.wait(900)
      }
    }
    await attending

    const { turns } = sale
    expect(turns).toHaveLength(fans.length)
    for (const { offeredAtMs } of turns)
      expect(insideAt(turns, offeredAtMs)).toBeLessThanOrEqual(CAP)
    const offers = turns.map(({ offeredAtMs }) => offeredAtMs).toSorted((a, b) => a - b)
    for (const [index, atMs] of offers.entries()) {
      const seconds = (atMs - (offers[0] ?? atMs)) / 1_000
      expect(index + 1).toBeLessThanOrEqual(RATE * (seconds + 1))
    }
    const inOrder = turns.toSorted(
      (a, b) => a.offeredAtMs - b.offeredAtMs || a.position - b.position,
    )
    const positions = inOrder.map(({ position }) => position)
    // A segment that answers nobody is passed over until it does: then each is in order by itself.
    for (const part of mishap === SILENT ? bySegment(positions) : [positions])
      expect(part).toEqual(part.toSorted((a, b) => a - b))
    expect(new Set(fans.map(({ number }) => number)).size).toBe(fans.length)
  }, 60_000)
})

describe('R5: a place', () => {
  test('is found again after every object has died', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const objects = await objectsOf(room, fan)

    for (const dying of [objects.room(), objects.desk(), objects.segment(0)]) await crash(dying)

    const again = await until(
      () => post(`/rooms/${room}/join`, fan.token),
      ({ ok }) => ok,
    )
    expect(again.status).toBe(200)
    expect(await read(again, joinAnswer)).toMatchObject({ place: { number: fan.number } })
  })
})

describe('R6: what is told', () => {
  test('says as of when, and near the front that is at most 3 s ago', async () => {
    const room = await roomOf('full')
    const fans = await Promise.all([joined(room), joined(room), joined(room)])
    const last = fans.toSorted((a, b) => a.number - b.number).at(-1)
    if (last === undefined) throw new Error('three joined')
    await until(
      () => polled(room, last.token),
      ({ status }) => status.presentAhead === 2,
    )

    for (let more = 0; more < 12; more += 1) {
      const { status } = await polled(room, last.token)
      expect(status.nowMs - status.asOfMs).toBeLessThanOrEqual(3_000)
      expect(status.atMostAhead).toBe(last.number)
      await scheduler.wait(250)
    }
  })

  test('far from the front is an estimate and says so', async () => {
    const room = await roomOf('far')
    const fans: Placed[] = []
    for (let more = 0; more < 12; more += 1) fans.push(await joined(room))
    const last = fans.at(-1)
    if (last === undefined) throw new Error('twelve joined')

    const { status, next } = await polled(room, last.token)

    expect(status).toMatchObject({ isEstimate: true, standing: 'waiting' })
    expect(next.kind).toBe('poll')
  })
})

describe('R10: a room whose word does not come', () => {
  test('holds by default: a 503 that keeps the place', async () => {
    const room = await roomOf('full')
    const held = hold(deskStub(env, room, 0), 3_000)

    const response = await post(`/rooms/${room}/join`)

    expect(response.headers.get('Retry-After')).toBe('2')
    expect(await problem(response)).toBe('503 room-held')
    await held
    expect((await post(`/rooms/${room}/join`)).status).toBe(201)
  })

  test('lets nobody through before its sale, though its operator chose so', async () => {
    const room = await roomOf('lobby')
    const held = hold(deskStub(env, room, 0), 6_000)

    expect(await problem(await post(`/rooms/${room}/join`))).toBe('503 room-held')
    await held
  })

  test('lets through, marked, where its operator chose so', async () => {
    const room = await roomOf('open')
    const held = hold(deskStub(env, room, 0), 3_000)

    const answer = await read(await post(`/rooms/${room}/join`), joinAnswer)

    expect(answer).toEqual({ kind: 'let-through', marked: true })
    await held
    expect((await read(await post(`/rooms/${room}/join`), joinAnswer)).kind).toBe('placed')
  })

  test('closes, where its operator chose so', async () => {
    const room = await roomOf('shut')
    const held = hold(deskStub(env, room, 0), 3_000)

    expect(await problem(await post(`/rooms/${room}/join`))).toBe('503 room-closed')
    await held
  })

  test('is believed for ten seconds, and no longer', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const held = hold(roomStub(env, room), 14_000)
    const status = () => ask(`/rooms/${room}/status`, { headers: bearer(token) })

    await scheduler.wait(4_000)
    const young = await status()
    const old = await until(status, ({ ok }) => !ok, 12_000)

    expect(young.status).toBe(200)
    expect(await problem(old)).toBe('503 room-held')
    await held
    await until(status, ({ ok }) => ok)
  }, 40_000)
})
