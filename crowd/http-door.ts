/**
 * The room's public API over HTTP. Every answer is read by its schema; one that does not fit is an
 * outcome of its own.
 */
import { z } from 'zod'
import { claimAnswer, hereAnswer, leaveAnswer } from '../core/protocol/claim.ts'
import { joinAnswer } from '../core/protocol/join.ts'
import { pollAnswer } from '../core/protocol/poll.ts'
import { problemSchema } from '../core/protocol/problem.ts'
import { releaseAnswer, renewAnswer } from '../core/protocol/session.ts'
import { bearer, keptConnections, type Answer } from './exchange.ts'
import type { Ask, AskName, Outcome } from './fan-events.ts'
import { requestOf } from './requests.ts'

export type HttpDoor = {
  readonly ask: (ask: Ask, token: string | undefined) => Promise<Outcome>
  /** A public document of the room; undefined when it cannot be had. */
  readonly read: <T>(path: string, schema: z.ZodType<T>) => Promise<T | undefined>
  readonly close: () => void
}

export function httpDoor(origin: string, room: string, lane: string | undefined): HttpDoor {
  const { send, close } = keptConnections(new URL(origin).protocol === 'https:')
  const at = (path: string) => new URL(`/rooms/${room}/${path}`, origin)
  return {
    ask: async (ask, token) => {
      try {
        const { method, body } = requestOf(ask, lane)
        const json = body === undefined ? {} : { 'content-type': 'application/json' }
        const headers = { ...json, ...bearer(token) }
        return outcomeOf(ask.what, await send(at(ask.what), { method, headers, body }))
      } catch (error) {
        return { kind: 'unreachable', why: reasonOf(error) }
      }
    },
    read: async (path, schema) => {
      try {
        const { body } = await send(at(path), { method: 'GET' })
        return schema.parse(JSON.parse(body))
      } catch {
        return undefined
      }
    },
    close,
  }
}

/** What an answer means, if it is one of the protocol's. */
export function outcomeOf(
  what: AskName,
  { status, retryAfter, body }: Pick<Answer, 'status' | 'retryAfter' | 'body'>,
): Outcome {
  try {
    const said: unknown = JSON.parse(body)
    if (status >= 200 && status < 300) return grantedBy(what, said)
    const { code } = problemSchema.parse(said)
    return { kind: 'refused', status, code, retryAfterMs: retryAfterMs(retryAfter) }
  } catch (error) {
    return { kind: 'mismatch', why: `${what} ${status}: ${mismatchOf(error)}` }
  }
}

function grantedBy(what: AskName, said: unknown): Outcome {
  switch (what) {
    case 'join':
      return { kind: 'joined', answer: joinAnswer.parse(said) }
    case 'status':
      return { kind: 'told', answer: pollAnswer.parse(said) }
    case 'claim':
      return claimAnswer.parse(said)
    case 'here':
      return hereAnswer.parse(said)
    case 'leave':
      leaveAnswer.parse(said)
      return { kind: 'left' }
    case 'renew':
      return renewAnswer.parse(said)
    case 'release':
      releaseAnswer.parse(said)
      return { kind: 'released' }
  }
}

/** In seconds; a date is none of this protocol's. */
export function retryAfterMs(header: string | undefined): number | undefined {
  const seconds = header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined
  return seconds === undefined ? undefined : seconds * 1_000
}

export function mismatchOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return 'not JSON'
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? ''}`
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  return 'code' in error ? String(error.code) : error.message
}
