/** A deed of a form, tried or done by the same handlers that answer the interface. */
import type { Context } from 'hono'
import { AppError, problemOf } from '../../core/problem.ts'
import { Conflict } from '../operate/conflict.ts'
import { roomActs } from '../operate/room-acts.ts'
import type { DoneAnswer } from '../../core/operate/room-answers.ts'
import {
  admitRequest,
  changeRequest,
  messageRequest,
  sessionNamed,
} from '../../core/operate/requests.ts'
import type { EdgeEnv } from '../settings.ts'
import type { Deed } from '../web/console/deed.ts'
import type { Outcome } from '../web/console/deed-outcome.ts'
import { askedOf } from './console-asked.ts'
import { readAs } from './room-request.ts'

type How = { readonly dryRun: boolean; readonly key?: string | undefined }

/** What is only tried and not answered is answered as everywhere; what was to be done is `lost`. */
export async function outcomeOf(c: Context<EdgeEnv>, deed: Deed, how: How): Promise<Outcome> {
  try {
    if (deed.kind === 'end-session') return await ended(c, deed, how)
    return { kind: 'answered', done: await doneBy(c, deed, how) }
  } catch (error) {
    if (error instanceof Conflict) return { kind: 'conflict', conflict: error.answer }
    if (!(error instanceof AppError)) throw error
    // Of a session it is an answer; otherwise it is the room that is not there.
    if (error.code === 'not-found' && deed.kind !== 'end-session') throw error
    if (error.code === 'room-busy') {
      if (how.dryRun) throw error
      return { kind: 'lost' }
    }
    const { code, message, field, reason } = problemOf(error)
    return {
      kind: 'refused',
      code,
      message,
      ...(field !== undefined && { field }),
      ...(reason !== undefined && { reason }),
    }
  }
}

/** When to ask again whoever did not answer. */
export const AGAIN_SECONDS = '2'

/** How a page answers that says what came of it. */
export function statusOf({ kind }: Outcome): 200 | 400 | 409 | 503 {
  if (kind === 'lost') return 503
  if (kind === 'conflict') return 409
  return kind === 'refused' ? 400 : 200
}

type Ending = Extract<Deed, { kind: 'end-session' }>

function ended(
  c: Context<EdgeEnv>,
  { how, sessionId }: Ending,
  { dryRun }: How,
): Outcome | Promise<Outcome> {
  if (dryRun) return { kind: 'would-end', how, sessionId }
  const body = readAs(sessionNamed, { sessionId })
  return roomActs[how](askedOf(c, { query: {}, body }))
}

function doneBy(
  c: Context<EdgeEnv>,
  deed: Exclude<Deed, Ending>,
  { dryRun, key }: How,
): Promise<DoneAnswer> {
  const query = { dryRun: dryRun ? 'true' : 'false' } as const
  const asked = <Body>(body: Body) =>
    askedOf(c, { query, body, ...(key !== undefined && !dryRun && { key }) })
  switch (deed.kind) {
    case 'word':
      return wordHandlers[deed.word](asked(undefined))
    case 'message':
      return roomActs.message(asked(readAs(messageRequest, { text: deed.text })))
    case 'admit':
      return roomActs.admit(asked(readAs(admitRequest, { count: deed.count })))
    case 'change': {
      const { version, change } = deed
      return roomActs.changeRoom(asked(readAs(changeRequest, { version, change })))
    }
  }
}

const wordHandlers = {
  pause: roomActs.pause,
  resume: roomActs.resume,
  open: roomActs.open,
  close: roomActs.close,
  'sold-out': roomActs.soldOut,
  follow: roomActs.follow,
  'revoke-all': roomActs.revokeAll,
} as const
