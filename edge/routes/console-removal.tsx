/** A room is removed: by an owner, whom a page first tells what becomes of it. */
import { Hono, type Context } from 'hono'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { RemoveAgainPage } from '../web/console/remove-again-page.tsx'
import { RemovePage } from '../web/console/remove-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { AGAIN_SECONDS } from './console-deeds.ts'
import { viewOf } from './console-forms.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { figuresIn } from './console-seen.ts'

export const consoleRemoval = new Hono<EdgeEnv>()

consoleRemoval.get('/rooms/:room/remove', allowed('owner'), (c) => show(c))

consoleRemoval.post('/rooms/:room/remove', allowed('owner'), async (c) => {
  try {
    await roomHandlers.removeRoom(askedOf(c, { query: undefined, body: undefined }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'room-busy') return askAgain(c)
    if (error.code !== 'not-now') throw error
    c.status(409)
    return show(c, error.details.reason ?? error.message)
  }
  return c.redirect(`/operate?lang=${c.var.language}&removed=${c.req.param('room')}`, 303)
})

/** It may be gone by half, and then there is nothing of it to show: said again, the rest goes too. */
function askAgain(c: Context<EdgeEnv>): Response | Promise<Response> {
  c.status(503)
  c.header('Retry-After', AGAIN_SECONDS)
  return answerPage(c, <RemoveAgainPage room={c.req.param('room') ?? ''} {...aroundOf(c)} />)
}

async function show(c: Context<EdgeEnv>, refused?: string): Promise<Response> {
  const [view, figures] = await Promise.all([viewOf(c), figuresIn(c)])
  return answerPage(
    c,
    <RemovePage
      view={view}
      figures={figures}
      {...(refused !== undefined && { refused })}
      {...aroundOf(c)}
    />,
  )
}
