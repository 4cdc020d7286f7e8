/**
 * The operators' interface, as programs call it. A request carries a key by which it is known when
 * it is said again, so an answer that was lost is asked for anew, and nothing is done twice.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { OPERATE_API, type OperateRoute } from '../core/operate/route.ts'
import { operateRoutes, type OperateRouteId } from '../core/operate/routes.ts'
import type { Where } from './where.ts'

const ANSWER_MS = 10_000
const TRIES = 5
const AGAIN_MS = 400

type Part<Id extends OperateRouteId, Name extends 'query' | 'body'> =
  (typeof operateRoutes)[Id] extends Record<Name, infer Schema extends z.ZodType>
    ? z.input<Schema>
    : undefined

export type AnswerOf<Id extends OperateRouteId> = z.infer<(typeof operateRoutes)[Id]['answer']>

type Said<Id extends OperateRouteId> = {
  readonly room?: string
  readonly operator?: string
  readonly query?: Part<Id, 'query'>
  readonly body?: Part<Id, 'body'>
}

const problem = z.looseObject({
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
  reason: z.string().optional(),
})

/** What the interface answers instead; nothing has changed. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  /** The whole answer: of a conflict it says what was changed. */
  readonly body: z.infer<typeof problem>
  readonly during: OperateRouteId

  constructor(during: OperateRouteId, status: number, body: z.infer<typeof problem>) {
    const { message, field, reason } = body
    super(field === undefined ? message : `${field}: ${reason ?? message}`)
    this.during = during
    this.status = status
    this.code = body.code
    this.body = body
  }
}

/** Nobody answered, after several tries. */
export class Unreachable extends Error {}

export class OperatorClient {
  readonly #where: () => Where

  /** Looked up when it is first needed: what asks nobody needs no token. */
  constructor(where: Where | (() => Where)) {
    this.#where = typeof where === 'function' ? where : () => where
  }

  async ask<Id extends OperateRouteId>(id: Id, said: Said<Id> = {}): Promise<AnswerOf<Id>> {
    const route: OperateRoute = operateRoutes[id]
    const { url, token } = this.#where()
    const address = `${url.replace(/\/$/, '')}${addressOf(route, said)}`
    const init = {
      method: route.method.toUpperCase(),
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(route.method !== 'get' && { 'Idempotency-Key': randomUUID() }),
        ...(said.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(said.body !== undefined && { body: JSON.stringify(said.body) }),
    }
    const { status, text } = await patiently(address, init)
    if (status >= 400) throw new Refused(id, status, problemIn(status, text))
    return readAnswer<Id>(route, text, url)
  }
}

/** Of another version, or of somebody else, it says so here, and not where a field is missing. */
function readAnswer<Id extends OperateRouteId>(
  route: OperateRoute,
  text: string,
  url: string,
): AnswerOf<Id> {
  try {
    const answer: AnswerOf<Id> = JSON.parse(text)
    route.answer.parse(answer)
    return answer
  } catch {
    throw new Unreachable(`What answers at ${url} is not this Admit One.`)
  }
}

function addressOf(
  { path }: OperateRoute,
  { room = '', operator = '', query }: { room?: string; operator?: string; query?: unknown },
): string {
  const filled = path
    .replace(':room', encodeURIComponent(room))
    .replace(':operator', encodeURIComponent(operator))
  const named = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const search = new URLSearchParams(named).toString()
  return `${OPERATE_API}${filled}${search === '' ? '' : `?${search}`}`
}

/** What is busy, or does not answer, is asked again: the same request, by its key. */
async function patiently(
  address: string,
  init: RequestInit,
): Promise<{ status: number; text: string }> {
  let last = ''
  for (let tried = 1; tried <= TRIES; tried += 1) {
    try {
      const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(ANSWER_MS) })
      const text = await answer.text()
      if (answer.status < 500 || tried === TRIES) return { status: answer.status, text }
      last = text
    } catch (error) {
      last = reasonOf(error)
    }
    if (tried < TRIES) await wait(AGAIN_MS * 2 ** (tried - 1))
  }
  throw new Unreachable(`${new URL(address).origin} does not answer (${last}).`)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

function problemIn(status: number, text: string): z.infer<typeof problem> {
  try {
    return problem.parse(JSON.parse(text))
  } catch {
    return { code: 'internal', message: `It answered ${status}, and nothing that can be read.` }
  }
}
