import { z } from 'zod'
import type { Outcome } from '../http/line.ts'
import { withLines } from '../sockets/line-pool.ts'
import { tokenIn, type Target } from './target.ts'

const CONNECTIONS = 32
/** A server that is still waking up says so, and is asked again. */
const TRIES = 20
const AGAIN_MS = 500

export interface Joined {
  token: string
  body: unknown
}

/** So many fans join, and each keeps its token. Anything but an answer of 2xx ends the bench. */
export function joinMany(target: Target, count: number): Promise<Joined[]> {
  return withLines(target.origin, CONNECTIONS, async (pool) => {
    const joins = Array.from({ length: count }, () => pool.ask(target.join))
    return (await Promise.all(joins)).map((outcome) => joinedOf(outcome, target))
  })
}

/** The first fan of a room: its objects come into being, and that may take a moment. */
export async function firstJoin(target: Target): Promise<Joined> {
  return withLines(target.origin, 1, async (pool) => {
    for (let tries = 1; ; tries += 1) {
      const outcome = await pool.ask(target.join)
      const isBusy = outcome.kind === 'answer' && outcome.response.status === 503
      if (!isBusy || tries === TRIES) return joinedOf(outcome, target)
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  })
}

function joinedOf(outcome: Outcome, { origin, tokenField }: Target): Joined {
  if (outcome.kind === 'failed') throw new Error(`${origin}: a join failed: ${outcome.message}`)
  const { status, body } = outcome.response
  const text = body.toString()
  if (status < 200 || status > 299) throw new Error(`${origin}: a join got ${status}: ${text}`)
  const parsed = z.json().parse(JSON.parse(text))
  return { token: tokenIn(parsed, tokenField), body: parsed }
}
