/**
 * One suite for every way by which a page hears of its room: by a socket, a stream, polls, and with
 * no script at all. What the page shows is held against what the room really is (R6).
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FanStatusOnWire } from '../core/protocol/fan-status.ts'
import { PRESENT_MS } from '../core/queue/limits.ts'
import { openBrowser } from './browser.ts'
import { startRooms } from './live-page/live-rooms.ts'
import type { Product } from './product.ts'
import type { FanPage, Shown } from './transports/fan-page.ts'
import type { Line } from './transports/line.ts'
import { opensAtMs, RATE_PER_SECOND, saleRooms } from './transports/sale-rooms.ts'
import { visitSale, type Kind, type Visit, type SaleWord } from './transports/sale-rooms.ts'
import { TOLD_FAR_MS, TOLD_NEAR_MS, transports } from './transports/transports.ts'
import type { Transport } from './transports/transports.ts'

// Each is in a room of its own, and waits for most of its time.
vi.setConfig({ maxConcurrency: 64, testTimeout: 150_000 })

const LOADED_MS = 20_000
/** Once pages have had the time to connect, who is here is counted and no longer estimated. */
const COUNTED_MS = 75_000
/** A slot is free when nobody may accept its session's token any more, and a tick has come. */
const FREE_MS = 5_500
/** Fans are asked at the earliest once they were silent for five seconds, and again after pings. */
const ASKED_MS = 20_000

let browser: Browser
let product: Product
let stop: () => Promise<void>

beforeAll(async () => {
  browser = await openBrowser()
  const started = await startRooms(saleRooms)
  product = started.product
  stop = started.stop
})

afterAll(async () => {
  await browser?.close()
  await stop?.()
})

function arrive(
  kind: Kind,
  transport: Transport,
  finished: (end: () => Promise<void>) => void,
): Promise<Visit> {
  return visitSale(browser, product, kind, transport, finished)
}

// First, and so before the instant at which these open.
describe.concurrent.for(transports)('before the sale, by $name', (transport) => {
  const { newsMs, changeMs, doorMs } = transport

  test('the opening is counted down to, lets its fan join, and a place moved on is missed', async ({
    onTestFinished,
  }) => {
    const { fan, line } = await arrive('countdown', transport, onTestFinished)
    await fan.open()
    const { facts } = await fan.isIn('countdown', LOADED_MS)
    expect(facts).toMatchObject({ phase: 'scheduled', 'opens-at-ms': String(opensAtMs) })
    expect(await fan.canDo('join')).toBe(false)

    await fan.isIn('outside', opensAtMs - Date.now() + doorMs)
    await fan.act('join')
    await fan.isIn('near', LOADED_MS)
    await line.room.as(await fan.token(), 'move')

    await fan.isIn('moved-away', changeMs)
  })

  test('a fan in the lobby is told when it opens, and that it has', async ({ onTestFinished }) => {
    const { fan, line } = await arrive('lobby', transport, onTestFinished)
    await line.join()
    await fan.open()
    await fan.act('join')
    const { facts } = await fan.isIn('lobby', LOADED_MS)
    const { place } = (await line.told(await fan.token())).status
    expect(facts).toMatchObject({ phase: 'lobby', number: String(place.number) })
    expect(facts['opens-at-ms']).toBe(String(opensAtMs))

    const open = await fan.isIn('near', opensAtMs - Date.now() + changeMs)

    expect(open.facts).toMatchObject({ phase: 'open', number: facts['number'] })
    expect(open.facts['opens-at-ms']).toBeUndefined()
    await fan.shows(newsMs, 'word of the opening', ({ news }) => news.length === 1)
  })
})

describe.concurrent.for(transports)('by $name', (transport) => {
  const { name, hasScript, newsMs, changeMs, anythingMs, farMs } = transport
  /** With a script the page says so. Without, its cookie is gone, and it is outside again. */
  const ended = hasScript ? 'over' : 'outside'

  test('R6: near the front it shows exactly who is ahead, and every change', async ({
    onTestFinished,
  }) => {
    const { fan, line } = await arrive('near', transport, onTestFinished)
    const first = await line.join()
    await line.join()
    await line.join()
    await fan.open()
    await fan.act('join')
    await fan.isIn('near', LOADED_MS)
    const behind = await line.join()
    const { place } = (await line.told(await fan.token())).status
    const awayMs = performance.now() + PRESENT_MS
    await fan.showsFacts(COUNTED_MS, { waiting: '5', 'present-ahead': '3', 'is-estimate': 'false' })

    const facts = { phase: 'open', number: String(place.number), 'at-most-ahead': '3' }
    await fan.showsFacts(changeMs, { ...facts, 'rate-per-second': String(RATE_PER_SECOND) })
    await line.leave(first)
    await fan.showsFacts(changeMs, { 'present-ahead': '2', 'at-most-ahead': '2' })
    await line.join()
    await fan.showsFacts(anythingMs, { waiting: '5' })

    expect(await fan.toldAfterMs(anythingMs)).toBeLessThan(TOLD_NEAR_MS)
    // Who is here is counted by those behind, and for so long only the page has said that its fan is.
    await wait(Math.max(0, awayMs + anythingMs - performance.now()))
    expect((await line.told(behind)).status.presentAhead).toBe(3)
    expect(fan.ways().includes(name === 'poll' ? 'status' : name)).toBe(hasScript)
    await fan.act('leave')
    await fan.isIn(ended, changeMs)
    await line.untilTold(behind, changeMs, ({ status }) => status.atMostAhead === 2)
  })

  test('R6: far from the front it says what is estimated, and hears of news', async ({
    onTestFinished,
  }) => {
    const { fan, line, operate } = await arrive('far', transport, onTestFinished)
    const ahead = await Promise.all(Array.from({ length: 10 }, () => line.join()))
    await fan.open()
    await fan.act('join')
    await fan.isIn('far', LOADED_MS)
    await agrees(fan, line, ahead.length, farMs)

    await operate('message', { text: { en: 'To those far away.' } })
    await line.leave(ahead.shift() ?? '')
    await fan.shows(farMs, 'message', ({ text }) => text.includes('To those far away.'))

    await agrees(fan, line, ahead.length, farMs)
    expect(await fan.toldAfterMs(farMs)).toBeLessThan(TOLD_FAR_MS)
  })

  test('R6: news come in time, and what they mean', async ({ onTestFinished }) => {
    const { fan, line, operate } = await arrive('news', transport, onTestFinished)
    await line.join()
    await fan.open()
    await fan.act('join')
    await fan.isIn('near', LOADED_MS)
    const isTold = async (word: SaleWord, body: unknown = {}) => {
      const known = newest(await fan.read())
      await operate(word, body)
      return fan.shows(newsMs, JSON.stringify(body), (shown) => newest(shown) > known)
    }

    const { text } = await isTold('message', { text: { en: 'We go on in ten minutes.' } })
    expect(text).toContain('We go on in ten minutes.')
    await isTold('sold-out')
    await fan.isIn('sold-out', changeMs)
    await isTold('pause')
    await fan.isIn('paused', changeMs)
    await isTold('resume')
    await fan.isIn('near', changeMs)
    await isTold('close')
    await fan.isIn('closed', changeMs)
  })

  test('a turn is shown until its deadline, comes again, is taken and given back', async ({
    onTestFinished,
  }) => {
    const { fan, line } = await arrive('turn', transport, onTestFinished)
    const guest = await line.room.enter()
    await fan.open()
    await fan.act('join')
    await fan.showsFacts(LOADED_MS, { 'present-ahead': '0' })
    if (hasScript) await fan.isLookedAt(false)

    await line.room.release(guest)
    const called = await fan.isIn('turn', FREE_MS + changeMs)
    const { offer } = await line.told(await fan.token())
    expect(called.facts['deadline-ms']).toBe(String(offer?.deadlineMs))
    await fan.isIn('lapsed', Number(called.facts['deadline-ms']) - Date.now() + changeMs)
    await fan.act('here')
    await fan.isIn('turn', changeMs)
    // With a script it is taken as soon as its person looks.
    await (hasScript ? fan.isLookedAt(true) : fan.act('claim'))

    const { facts } = await fan.isIn('inside', changeMs)
    const { session } = await line.told(await fan.token())
    expect(facts['session-until-ms']).toBe(String(session?.untilMs))
    await fan.act('release')
    await fan.isIn(ended, changeMs)
  })

  test('R6: outside it shows what the room is, and who joins', async ({ onTestFinished }) => {
    const { fan, line } = await arrive('outside', transport, onTestFinished)
    await line.join()
    await line.join()
    await fan.open()

    const facts = { phase: 'open', 'rate-per-second': String(RATE_PER_SECOND) }
    await fan.showsFacts(LOADED_MS, { ...facts, waiting: '2' })
    expect(await fan.canDo('join')).toBe(true)
    await line.join()
    await fan.showsFacts(farMs, { ...facts, waiting: '3' })

    expect(await fan.toldAfterMs(farMs)).toBeLessThan(TOLD_FAR_MS)
  })

  test('R4: whether its fan is still there only a socket is asked, and it answers', async ({
    onTestFinished,
  }) => {
    const { fan, line } = await arrive('asked', transport, onTestFinished)
    await fan.open()
    await fan.act('join')
    await fan.isIn('near', LOADED_MS)
    const behind = await line.join()

    const isSocket = name === 'socket'
    expect(await isAsked(fan)).toBe(isSocket)
    expect(fan.said().includes('{"kind":"present"}')).toBe(isSocket)
    expect((await line.told(behind)).status.presentAhead).toBe(1)
  })
})

function newest({ news }: Shown): number {
  return Math.max(0, ...news)
}

async function isAsked(fan: FanPage): Promise<boolean> {
  const asked = fan.isIn('still-there', ASKED_MS)
  return asked.then(
    () => true,
    () => false,
  )
}

/** It shows what the room tells who asks, and that is within a segment of how it is. */
async function agrees(fan: FanPage, line: Line, ahead: number, withinMs: number): Promise<void> {
  const token = await fan.token()
  const shown = await fan.shows(withinMs, 'agreement', async ({ facts }) => {
    const { status } = await line.told(token)
    return Object.entries(factsOf(status)).every(([name, value]) => facts[name] === value)
  })
  expect(shown.facts['is-estimate']).toBe('true')
  expect(Math.abs(Number(shown.facts['present-ahead']) - ahead)).toBeLessThan(4)
  expect(Number(shown.facts['at-most-ahead'])).toBeGreaterThanOrEqual(ahead)
  // Who is ahead is in the line.
  const inTheLine = Number(shown.facts['waiting'])
  expect(inTheLine).toBeGreaterThanOrEqual(Number(shown.facts['present-ahead']))
}

function factsOf(status: FanStatusOnWire): Record<string, string | undefined> {
  const { phase, place, presentAhead, isEstimate, atMostAhead, waiting, wait, ratePerSecond } =
    status
  return {
    waiting: String(waiting),
    phase,
    number: String(place.number),
    'present-ahead': String(presentAhead),
    'is-estimate': String(isEstimate),
    'at-most-ahead': String(atMostAhead),
    'wait-low-ms': wait && String(wait.lowMs),
    'wait-high-ms': wait && String(wait.highMs),
    'rate-per-second': String(ratePerSecond),
  }
}
