/** A fan, an operator and an impatient clock for the tests in the runtime. */
import { createExecutionContext, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { z } from 'zod'
import { joinAnswer } from '../core/protocol/join.ts'
import { pollAnswer, type PollAnswer } from '../core/protocol/poll.ts'
import { problemSchema } from '../core/protocol/problem.ts'
import { socketDown, type SocketDown } from '../core/protocol/socket-down.ts'
import { OPERATOR_KEY, testRoom, type Kind } from './test-rooms.ts'
import worker from './worker.ts'

export const SITE = 'https://room.example'

/**
 * Not through `exports.default`: there each request has a context of its own, as it should, but the
 * tests' runtime is set up without what settles a promise in the context of who waits for it. Of
 * requests that share a call one then hangs, now and then.
 */
export async function ask(path: string, init: Omit<RequestInit, 'cf'> = {}): Promise<Response> {
  return worker.fetch(new Request(`${SITE}${path}`, init), env, createExecutionContext())
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}

export function post(path: string, token?: string, body: unknown = {}): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token !== undefined && bearer(token)) }
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

export async function operate(room: string, word: string, body: unknown = {}): Promise<void> {
  const response = await post(`/operate/api/rooms/${room}/${word}`, OPERATOR_KEY, body)
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
}

/** Another cap, another rate, or both, whatever the version is. */
export async function steer(room: string, settings: Record<string, unknown>): Promise<void> {
  const path = `/operate/api/rooms/${room}`
  const view = await ask(path, { headers: bearer(OPERATOR_KEY) })
  const { version } = z.object({ version: z.number() }).parse(await view.json())
  const response = await ask(path, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...bearer(OPERATOR_KEY) },
    body: JSON.stringify({ version, change: { settings } }),
  })
  expect(response.status).toBe(200)
}

const used = new Map<Kind, number>()

/** A room of this kind that no other test of the file uses. */
export async function roomOf(kind: Kind): Promise<string> {
  const no = used.get(kind) ?? 0
  used.set(kind, no + 1)
  const id = `${kind}-${no}`.toLowerCase()
  const room = testRoom(kind, id, shopBehind.parse(env).SHOP_BEHIND)
  const response = await post('/operate/api/rooms', OPERATOR_KEY, room)
  if (response.status !== 201) throw new Error(`no ${id}: ${await response.text()}`)
  return id
}

const shopBehind = z.object({ SHOP_BEHIND: z.string() })

export async function read<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return schema.parse(await response.json())
}

export async function problem(response: Response): Promise<string> {
  const { code } = await read(response, problemSchema)
  return `${response.status} ${code}`
}

export type Placed = { token: string; number: number; lane: string }

/** Joins and is given a place, whether in the line or inside. */
export async function joined(room: string, body: unknown = {}, token?: string): Promise<Placed> {
  const answer = await read(await post(`/rooms/${room}/join`, token, body), joinAnswer)
  if (answer.kind === 'let-through') throw new Error('nobody was to be let through')
  return { token: answer.token, number: answer.place.number, lane: answer.place.lane }
}

export async function polled(room: string, token: string): Promise<PollAnswer> {
  return read(await ask(`/rooms/${room}/status`, { headers: bearer(token) }), pollAnswer)
}

/** Waits for something to come true, as a page would; fails with what it saw last. */
export async function until<T>(
  look: () => Promise<T> | T,
  isSo: (seen: T) => boolean,
  withinMs = 8_000,
): Promise<T> {
  const deadlineMs = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > deadlineMs) throw new Error(`It did not come true: ${JSON.stringify(seen)}`)
    await scheduler.wait(25)
  }
}

export function offered(room: string, token: string): Promise<PollAnswer> {
  return until(
    () => polled(room, token),
    ({ offer }) => offer !== undefined,
  )
}

export type Page = {
  socket: WebSocket
  heard: SocketDown[]
  closed: () => { code: number; reason: string } | undefined
}

/** A page's socket, and all it heard. */
export async function connected(
  room: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<Page> {
  const response = await ask(`/rooms/${room}/socket`, {
    headers: { Upgrade: 'websocket', ...bearer(token), ...headers },
  })
  const socket = response.webSocket
  if (socket === null) throw new Error(`no socket: ${response.status}`)
  const heard: SocketDown[] = []
  let closed: { code: number; reason: string } | undefined
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string' && data !== 'pong') heard.push(socketDown.parse(JSON.parse(data)))
  })
  socket.addEventListener('close', ({ code, reason }) => {
    closed = { code, reason }
  })
  socket.accept()
  return { socket, heard, closed: () => closed }
}

export function kinds({ heard }: Page): string[] {
  return heard.map(({ kind }) => kind)
}

/** The object dies between two lines: what is only in memory is gone. */
export async function crash(stub: DurableObjectStub): Promise<void> {
  await runInDurableObject(stub, (_, state) => state.abort('a crash')).catch(() => {})
}

/** The object takes nothing in for a while: whoever asks it waits. */
export function hold(stub: DurableObjectStub, ms: number): Promise<void> {
  return runInDurableObject(stub, (_, state) =>
    state.blockConcurrencyWhile(() => scheduler.wait(ms)),
  )
}

/** From now on nothing can be written there. */
export async function fillDisk(stub: DurableObjectStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec(
      "CREATE TRIGGER full BEFORE INSERT ON kept BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
  })
}

export async function freeDisk(stub: DurableObjectStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec('DROP TRIGGER full'))
}
