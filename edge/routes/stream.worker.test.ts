import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { z } from 'zod'
import { streamEvents } from '../../core/protocol/stream.ts'
import {
  ask,
  bearer,
  joined,
  offered,
  operate,
  polled,
  post,
  problem,
  roomOf,
  until,
} from '../fixtures.ts'
import { RoomSeen } from '../isolate/room-seen.ts'

type Told = z.infer<typeof streamEvents.poll>
type Ended = z.infer<typeof streamEvents.problem>
type Heard = { polls: Told[]; problems: Ended[]; isOver: boolean; stop: () => Promise<void> }

const open: Heard[] = []
afterEach(async () => {
  for (const heard of open.splice(0)) await heard.stop()
})

/** Reads a stream as it comes. */
async function follow(room: string, token: string): Promise<Heard> {
  const response = await ask(`/rooms/${room}/stream`, { headers: bearer(token) })
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('no body')
  const heard: Heard = {
    polls: [],
    problems: [],
    isOver: false,
    stop: () => reader.cancel().catch(() => {}),
  }
  open.push(heard)
  void read(reader, heard)
  return heard
}

async function read(reader: ReadableStreamDefaultReader<string>, heard: Heard): Promise<void> {
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const parts = `${text}${value}`.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? []
      if (name === 'poll') heard.polls.push(streamEvents.poll.parse(JSON.parse(data ?? '')))
      if (name === 'problem')
        heard.problems.push(streamEvents.problem.parse(JSON.parse(data ?? '')))
    }
  }
  heard.isOver = true
}

describe('a fan’s stream', () => {
  test('R6: tells at once what a poll would', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)

    const heard = await follow(room, fan.token)

    await until(() => heard.polls.length, Boolean)
    const poll = await polled(room, fan.token)
    expect(heard.polls[0]).toMatchObject({
      status: { place: poll.status.place, phase: 'open' },
      news: poll.news,
    })
  })

  test('R6: tells of news within two seconds', async () => {
    const room = await roomOf('full')
    const heard = await follow(room, (await joined(room)).token)
    await until(() => heard.polls.length, Boolean)

    await operate(room, 'message', { text: { en: 'Doors at nine.' } })

    const texts = () => heard.polls.flatMap(({ news }) => news.map(({ text }) => text?.['en']))
    expect(await until(texts, (said) => said.includes('Doors at nine.'), 3_000)).toBeDefined()
  })

  test('R4: tells of a turn with its deadline, of its lapse, and of the session', async () => {
    const room = await roomOf('small')
    const fan = await joined(room)
    await offered(room, fan.token)

    const heard = await follow(room, fan.token)

    await until(() => heard.polls.find(({ offer }) => offer !== undefined), Boolean)
    const standings = () => heard.polls.map(({ status }) => status.standing)
    await until(standings, (told) => told.includes('lapsed'), 10_000)
    await post(`/rooms/${room}/here`, fan.token)
    await offered(room, fan.token)
    await post(`/rooms/${room}/claim`, fan.token)
    const admitted = () => heard.polls.find(({ session }) => session !== undefined)
    expect(await until(admitted, Boolean)).toMatchObject({
      session: { sessionId: expect.any(String) },
    })
  })

  test('far from the front it tells what the room’s document says', async () => {
    const room = await roomOf('far')
    const place = async () => {
      const fan = await joined(room)
      const { next } = await polled(room, fan.token)
      return next.kind === 'poll' ? fan : undefined
    }
    const fan = await until(place, Boolean)
    if (fan === undefined) throw new Error('nobody is far')

    const heard = await follow(room, fan.token)

    expect(await until(() => heard.polls[0]?.status.isEstimate, Boolean)).toBe(true)
  })

  test('says the same again after ten seconds and not before, so that its age is seen', async () => {
    const room = await roomOf('full')
    const heard = await follow(room, (await joined(room)).token)
    await until(() => heard.polls.find(({ status }) => status.standing === 'waiting'), Boolean)
    const before = heard.polls.length

    await scheduler.wait(5_000)
    const early = heard.polls.length - before
    await until(() => heard.polls.length > before + early, Boolean, 8_000)

    expect(early).toBeLessThanOrEqual(1)
    expect(heard.polls.at(-1)?.status.asOfMs).toBeGreaterThan(heard.polls[0]?.status.asOfMs ?? 0)
  })
})

describe('a stream ends', () => {
  test('R5: where a newer one of the same place begins, and says so', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const first = await follow(room, fan.token)
    await until(() => first.polls.length, Boolean)

    const second = await follow(room, fan.token)

    await until(() => first.isOver, Boolean)
    expect(first.problems).toMatchObject([{ code: 'stream-replaced', step: 'take-over' }])
    await until(() => second.polls.length, Boolean)
    expect(second.isOver).toBe(false)
  })

  test('R5: when the place moves to another device', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const heard = await follow(room, fan.token)

    await post(`/rooms/${room}/move`, fan.token)

    await until(() => heard.isOver, Boolean)
    expect(heard.problems).toMatchObject([{ code: 'place-superseded' }])
  })

  test('when its fan leaves', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const heard = await follow(room, fan.token)

    await post(`/rooms/${room}/leave`, fan.token)

    await until(() => heard.isOver, Boolean)
    expect(heard.problems).toMatchObject([{ code: 'place-gone' }])
  })

  test('before it begins, with the same refusals as a poll', async () => {
    const room = await roomOf('full')

    expect(await problem(await ask(`/rooms/${room}/stream`))).toBe('401 no-place')
    const forged = await ask(`/rooms/${room}/stream`, { headers: bearer('a.b.c') })
    expect(await problem(forged)).toBe('401 place-malformed')
  })
})

test('R4: an open stream proves nobody’s presence; that it was opened does', async () => {
  const room = await roomOf('full')
  const fan = await joined(room)
  const noted = vi.spyOn(RoomSeen.prototype, 'note')
  onTestFinished(() => noted.mockRestore())
  const heard = await follow(room, fan.token)
  await until(() => heard.polls.length, Boolean)
  const byOpening = noted.mock.calls.length

  await scheduler.wait(3_500)

  expect(byOpening).toBe(1)
  expect(noted.mock.calls.length).toBe(1)
  await polled(room, fan.token)
  expect(noted.mock.calls.length).toBe(2)
})
