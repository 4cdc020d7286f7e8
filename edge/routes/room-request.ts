/** What every request to a room goes through: the room, the fan's token, and a body of a known shape. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { getCookie } from 'hono/cookie'
import type { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { Fan } from '../fan/fan.ts'
import { visitOf } from '../isolate/visit.ts'
import { roomNamed } from '../rooms.ts'
import type { EdgeEnv } from '../settings.ts'
import { setRequestId } from '../standard-headers.ts'

/** Every request is far smaller. */
const BODY_MAX_BYTES = 4_096
const TOKEN_MAX_CHARS = 1_024
const COOKIE_SECONDS = 7 * 24 * 3_600

/**
 * Answers 404 for a room that is in no settings, and keeps other sites' pages from writing: a cookie
 * goes along wherever a request comes from. A bearer token goes only where an app sends it.
 */
export const knownRoom = createMiddleware<EdgeEnv>(async (c, next) => {
  setRequestId(c)
  const entry = roomNamed(c.env, c.req.param('room') ?? '')
  if (entry === undefined) {
    throw new AppError('not-found', 'There is no such room: check the address.')
  }
  c.set('entry', entry)
  const origin = c.req.method === 'POST' ? c.req.header('Origin') : undefined
  if (origin !== undefined && origin !== originOf(c) && bearerOf(c) === undefined) {
    throw otherOrigin()
  }
  await next()
})

export function otherOrigin(): AppError {
  return new AppError(
    'other-origin',
    'Pages of this origin may not do this here: use our own page.',
  )
}

export function originOf(c: Context<EdgeEnv>): string {
  return new URL(c.req.url).origin
}

export function fanOf(c: Context<EdgeEnv>): Fan {
  const visit = visitOf(c.env, c.get('entry'), c.req.raw, (promise) =>
    c.executionCtx.waitUntil(promise),
  )
  return { ...visit, token: bearerOf(c) ?? getCookie(c, cookieName(c)) }
}

/** Undefined when the request brings none. One that is too long is none of ours. */
export function bearerOf(c: Context<EdgeEnv>): string | undefined {
  const header = c.req.header('Authorization')
  if (header === undefined || !header.startsWith('Bearer ')) return undefined
  return header.slice('Bearer '.length, 'Bearer '.length + TOKEN_MAX_CHARS + 1)
}

/** `__Host-` keeps other hosts of the domain from setting it; plain http, on this machine, cannot. */
function cookieName(c: Context<EdgeEnv>): string {
  const name = `place-${c.get('entry').id}`
  return isSecure(c) ? `__Host-${name}` : name
}

function isSecure(c: Context<EdgeEnv>): boolean {
  return c.req.url.startsWith('https:')
}

/** The header by which a browser keeps its place. */
export function placeKept(c: Context<EdgeEnv>, token: string): Record<'Set-Cookie', string> {
  return { 'Set-Cookie': placeCookie(c, token, COOKIE_SECONDS) }
}

export function placeDropped(c: Context<EdgeEnv>): Record<'Set-Cookie', string> {
  return { 'Set-Cookie': placeCookie(c, '', 0) }
}

function placeCookie(c: Context<EdgeEnv>, token: string, seconds: number): string {
  const secure = isSecure(c) ? '; Secure' : ''
  return `${cookieName(c)}=${token}; Max-Age=${seconds}; Path=/; HttpOnly${secure}; SameSite=Lax`
}

/** Unknown fields are ignored, wrong ones named. An empty body is an empty object. */
export async function bodyOf<Schema extends z.ZodType>(
  c: Context<EdgeEnv>,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(parseBody(await bodyTextOf(c)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'body'
  throw invalid(field, issue?.message ?? 'it is not what is expected here')
}

/** A body whose length is known is read as a whole; of another one no more than may be. */
export async function bodyTextOf(c: Context<EdgeEnv>): Promise<string> {
  const header = c.req.header('Content-Length')
  const isKnown = header !== undefined && Number(header) <= BODY_MAX_BYTES
  const text = isKnown ? await c.req.text() : await readText(c.req.raw, header)
  if (text === undefined) {
    const message = `A body is of ${BODY_MAX_BYTES} bytes at most: send less.`
    throw new AppError('body-too-large', message)
  }
  return text
}

async function readText(
  { body }: Request,
  header: string | undefined,
): Promise<string | undefined> {
  if (header !== undefined) return undefined
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > BODY_MAX_BYTES) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseBody(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('body', 'it is not JSON')
  }
}

function invalid(field: string, reason: string): AppError {
  return new AppError('invalid-request', `Something in this request is wrong: mend ${field}.`, {
    field,
    reason,
  })
}
