/** A sale as a page of the console first shows it. */
import type { Context } from 'hono'
import type { Figures } from '../../core/operate/figures.ts'
import { mayAct } from '../../core/operate/role.ts'
import type { RoomView } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { pointOf, type Seen } from '../web/console/seen.ts'
import { askedOf } from './console-asked.ts'

type Params = Readonly<Record<string, string>>

export async function seenOf(
  c: Context<EdgeEnv>,
  params: Params = c.req.param(),
): Promise<{ view: RoomView; seen: Seen }> {
  const asked = askedOf(c, { query: undefined, body: undefined, params })
  const [view, figures] = await Promise.all([roomHandlers.readRoom(asked), figuresIn(c, params)])
  const seen: Seen = {
    room: view.entry.id,
    title: titleIn(c.var.language, view.entry.title),
    maySteer: mayAct(c.var.actor.role, 'operator'),
    // Figures may be those of before a form that was just sent; the phase is asked of the room itself.
    ...(figures !== undefined && { figures: { ...figures, phase: view.phase } }),
    points: figures === undefined ? [] : [pointOf(figures)],
    nowMs: Date.now(),
    isSignedOut: false,
  }
  return { view, seen }
}

/** A room that has just woken has no figures yet; its page is shown all the same. */
export async function figuresIn(
  c: Context<EdgeEnv>,
  params: Params = c.req.param(),
): Promise<Figures | undefined> {
  try {
    return await roomHandlers.figures(askedOf(c, { query: undefined, body: undefined, params }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'room-busy') return undefined
    throw error
  }
}
