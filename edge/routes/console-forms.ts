/** What a form of the console brings, and what in it can be mended there. */
import type { Context } from 'hono'
import { AppError } from '../../core/problem.ts'
import { because } from '../../core/reason.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { fieldsOf, type Fields, type Wrong } from '../web/console/deed.ts'
import { askedOf } from './console-asked.ts'
import { bodyTextOf, isShallow } from './room-request.ts'

/** A room's description, as it was and as it is to be, in a form's own writing. */
const FORM_MAX_BYTES = 262_144

export async function formOf(c: Context<EdgeEnv>): Promise<Fields> {
  return fieldsOf(new URLSearchParams(await bodyTextOf(c, FORM_MAX_BYTES)))
}

export function viewOf(c: Context<EdgeEnv>) {
  return roomHandlers.readRoom(askedOf(c, { query: undefined, body: undefined }))
}

export class WrongField extends Error {
  readonly wrong: Wrong

  constructor(wrong: Wrong) {
    super(wrong.reason)
    this.wrong = wrong
  }
}

export function parsed(text: string, field: string): unknown {
  const value = jsonIn(text)
  if (value === undefined) throw new WrongField({ field, reason: because('not-json') })
  if (!isShallow(value)) throw new WrongField({ field, reason: because('not-expected') })
  return value
}

/** Undefined for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What can be mended in the form; all else is answered as everywhere. */
export function wrongOf(error: unknown): Wrong {
  if (error instanceof WrongField) return error.wrong
  if (!(error instanceof AppError)) throw error
  const { field, reason } = error.details
  if (error.code === 'room-exists') return { field: 'id', reason: error.message }
  if (error.code === 'limit-reached') return { field: 'id', reason: error.message }
  if (field === undefined) throw error
  return { field, reason: reason ?? error.message }
}
