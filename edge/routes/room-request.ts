/** What every request to a room goes through: the room, the fan's token, and a body of a known shape. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { getCookie } from 'hono/cookie'
import type { z } from 'zod'
import { issueReason } from '../../core/operate/issue-reason.ts'
import { requestKey } from '../../core/operate/requests.ts'
import { AppError } from '../../core/problem.ts'
import { spokenBy, type Spoken } from '../../core/protocol/version.ts'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import { because } from '../../core/reason.ts'
import { setCookie } from '../../core/shop/cookies.ts'
import { busy, type Fan } from '../fan/fan.ts'
import { roomNamed } from '../isolate/room-entries.ts'
import { visitOf } from '../isolate/visit.ts'
import type { EdgeEnv } from '../settings.ts'
import { setRequestId } from '../standard-headers.ts'

/** Every request is far smaller. */
const BODY_MAX_BYTES = 4_096
const TOKEN_MAX_CHARS = 1_024
const COOKIE_SECONDS = 7 * 24 * 3_600

/**
 * Answers 404 for a room that nobody created, and keeps other sites' pages from writing: a cookie
 * goes along wherever a request comes from. A bearer token goes only where an app sends it.
 */
export const knownRoom = createMiddleware<EdgeEnv>(async (c, next) => {
  setRequestId(c)
  const entry = await entryOf(c)
  c.set('entry', entry)
  refuseOtherTime(spokenBy(c.req.query('protocol')))
  const origin = c.req.header('Origin')
  if (origin !== undefined && entry.origins.includes(origin)) c.set('allowedOrigin', origin)
  const isWrite = c.req.method === 'POST'
  if (isWrite && origin !== undefined && origin !== originOf(c) && !bringsOwnProof(c)) {
    throw otherOrigin()
  }
  await next()
})

async function entryOf(c: Context<EdgeEnv>): Promise<RoomEntry> {
  const waitUntil = (promise: Promise<unknown>) => c.executionCtx.waitUntil(promise)
  const entry = await roomNamed(c.env, c.req.param('room') ?? '', waitUntil).catch(() => {
    throw busy()
  })
  if (entry !== undefined) return entry
  throw new AppError('not-found', 'There is no such room: check the address.')
}

/** A page of another time: an old one loads itself anew, a newer one waits until we are, too. */
function refuseOtherTime(spoken: Spoken): void {
  if (spoken === 'spoken') return
  if (spoken === 'too-old') {
    const message = 'This page is of an older version: load it again, your place is kept.'
    throw new AppError('protocol-too-old', message, { step: 'reload' })
  }
  const message = 'This page is newer than what answers here: keep your place and try again.'
  throw new AppError('protocol-newer', message, { step: 'retry', retryAfterSeconds: 5 })
}

/**
 * A cookie goes along wherever a request comes from, and a form of any page can be sent here; a
 * bearer token, or JSON from an origin that the room lists, cannot.
 */
function bringsOwnProof(c: Context<EdgeEnv>): boolean {
  if (bearerOf(c) !== undefined) return true
  const isJson = c.req.header('Content-Type')?.startsWith('application/json') === true
  return isJson && c.get('allowedOrigin') !== undefined
}

export function otherOrigin(): AppError {
  return new AppError(
    'other-origin',
    'Pages of this origin may not do this here: use our own page.',
  )
}

export function originOf(c: Context<EdgeEnv>): string {
  return new URL(c.req.url).origin
}

export function pageUrlOf(c: Context<EdgeEnv>): string {
  return `${originOf(c)}/rooms/${c.get('entry').id}`
}

export function fanOf(c: Context<EdgeEnv>): Fan {
  const visit = visitOf(c.env, c.get('entry'), c.req.raw, (promise) =>
    c.executionCtx.waitUntil(promise),
  )
  return {
    ...visit,
    token: bearerOf(c) ?? getCookie(c, placeCookieName(c.get('entry').id, isSecure(c))),
  }
}

const SOCKET_PROTOCOL = 'admit-one'
const TOKEN_PROTOCOL = 'place.'

/**
 * A browser sets no headers of a socket but its subprotocols: an app's page brings its token there.
 * The answer names the other one, since one has to be chosen.
 */
export function socketProtocols(c: Context<EdgeEnv>): { token?: string; chosen?: string } {
  const offered = c.req
    .header('Sec-WebSocket-Protocol')
    ?.split(',')
    .map((name) => name.trim())
  const carried = offered?.find((name) => name.startsWith(TOKEN_PROTOCOL))
  return {
    ...(carried !== undefined && { token: carried.slice(TOKEN_PROTOCOL.length) }),
    ...(offered?.includes(SOCKET_PROTOCOL) && { chosen: SOCKET_PROTOCOL }),
  }
}

/** Undefined when the request brings none. One that is too long is none of ours. */
export function bearerOf(c: Context<EdgeEnv>): string | undefined {
  const header = c.req.header('Authorization')
  if (header === undefined || !header.startsWith('Bearer ')) return undefined
  return header.slice('Bearer '.length, 'Bearer '.length + TOKEN_MAX_CHARS + 1)
}

/** `__Host-` keeps other hosts of the domain from setting it; plain http, on this machine, cannot. */
export function placeCookieName(room: string, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}place-${room}`
}

/** For as long as a place is kept by a browser, unless it is to go. */
export function placeCookie(
  room: string,
  isSecure: boolean,
  token: string,
  seconds = COOKIE_SECONDS,
): string {
  return setCookie(placeCookieName(room, isSecure), token, seconds, isSecure)
}

function isSecure(c: Context<EdgeEnv>): boolean {
  return c.req.url.startsWith('https:')
}

/** Where a fan came from, and goes back to once admitted. */
export function returnCookieName(c: Context<EdgeEnv>): string {
  const name = `return-${c.get('entry').id}`
  return isSecure(c) ? `__Host-${name}` : name
}

/** Kept for as long as a place, by the page that a shop sent its fan to. */
export function returnKept(c: Context<EdgeEnv>, address: string): string {
  const value = encodeURIComponent(address)
  return setCookie(returnCookieName(c), value, COOKIE_SECONDS, isSecure(c))
}

/** The header by which a browser keeps its place. */
export function placeKept(c: Context<EdgeEnv>, token: string): Record<'Set-Cookie', string> {
  return { 'Set-Cookie': placeCookie(c.get('entry').id, isSecure(c), token) }
}

export function placeDropped(c: Context<EdgeEnv>): Record<'Set-Cookie', string> {
  return { 'Set-Cookie': placeCookie(c.get('entry').id, isSecure(c), '', 0) }
}

/** Unknown fields are ignored, wrong ones named. An empty body is an empty object. */
export async function bodyOf<Schema extends z.ZodType>(
  c: Context<EdgeEnv>,
  schema: Schema,
  maxBytes = BODY_MAX_BYTES,
): Promise<z.infer<Schema>> {
  return readAs(schema, parseBody(await bodyTextOf(c, maxBytes)))
}

export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  if (!isShallow(value)) throw invalid('body', because('not-expected'))
  const parsed = schema.safeParse(value, { error: issueReason })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'body'
  throw invalid(field, issue?.message ?? because('not-expected'))
}

/** The key of an operator's request, by its header or by a form's field. */
export function keyIn(text: string | undefined, field: string): string | undefined {
  if (text === undefined) return undefined
  const key = requestKey.safeParse(text)
  if (key.success) return key.data
  throw invalid(field, key.error.issues[0]?.message ?? because('not-expected'))
}

/** A room is nested six deep. What is thousands deep is parsed, and overflows whoever reads it next. */
const DEPTH_MAX = 32

export function isShallow(value: unknown, depth = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1))
}

/** A body whose length is known is read as a whole; of another one no more than may be. */
export async function bodyTextOf(c: Context<EdgeEnv>, maxBytes = BODY_MAX_BYTES): Promise<string> {
  const header = c.req.header('Content-Length')
  const isKnown = header !== undefined && Number(header) <= maxBytes
  // Not as text: workerd would say of every form that it does not look like any.
  const text = isKnown
    ? new TextDecoder().decode(await c.req.arrayBuffer())
    : await readText(c.req.raw, header, maxBytes)
  if (text === undefined) {
    const message = `A body is of ${maxBytes} bytes at most: send less.`
    throw new AppError('body-too-large', message)
  }
  return text
}

async function readText(
  { body }: Request,
  header: string | undefined,
  maxBytes: number,
): Promise<string | undefined> {
  if (header !== undefined) return undefined
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseBody(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('body', because('not-json'))
  }
}

export function invalid(field: string, reason: string): AppError {
  return new AppError('invalid-request', `Something in this request is wrong: mend ${field}.`, {
    field,
    reason,
  })
}
