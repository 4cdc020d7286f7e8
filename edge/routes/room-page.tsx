import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { buildOf } from '../build.ts'
import type { Fan } from '../fan/fan.ts'
import { busy, seenRoom } from '../fan/fan.ts'
import { join } from '../fan/join.ts'
import { poll } from '../fan/poll.ts'
import { claimTurn, leaveRoom, releaseSession, sayHere } from '../fan/turn.ts'
import { waitingInAll } from '../../core/queue/status.ts'
import type { EdgeEnv } from '../settings.ts'
import { language } from '../web/language.ts'
import { answerPage } from '../web/page.tsx'
import { RoomPage } from '../web/room-page.tsx'
import { roomActs, type RoomAct, type RoomView } from '../web/room-view.ts'
import { bodyTextOf, fanOf, knownRoom, placeDropped, placeKept } from './room-request.ts'

/** The plain page of a room: no script, a form for each act, and a refresh by itself. */
export const roomPage = new Hono<EdgeEnv>()

/** Near the front and far from it; and of a page that only looks on. */
const REFRESH_NEAR_SECONDS = 5
const REFRESH_FAR_SECONDS = 20
const REFRESH_BUSY_SECONDS = 5

roomPage.use('/:room', language, knownRoom)

roomPage.get('/:room', async (c) => {
  const view = await viewOf(fanOf(c)).catch(refusedView)
  if (view.kind === 'over') c.header('Set-Cookie', placeDropped(c)['Set-Cookie'])
  return showPage(c, view)
})

roomPage.post('/:room', async (c) => {
  const form = new URLSearchParams(await bodyTextOf(c))
  const act = z.enum(roomActs).safeParse(form.get('act'))
  if (!act.success) {
    const details = { field: 'act', reason: `it is one of ${roomActs.join(', ')}` }
    throw new AppError('invalid-request', 'Something in this form is wrong: mend act.', details)
  }
  const view = await acted(c, act.data).catch(refusedView)
  if (view !== undefined) return showPage(c, view)
  // Reloading the page that follows does not do it again.
  return c.redirect(`/rooms/${c.get('entry').id}?lang=${c.var.language}`, 303)
})

function showPage(c: Context<EdgeEnv>, view: RoomView): Response | Promise<Response> {
  c.header('Vary', 'Accept-Language, Cookie')
  c.header('Cache-Control', 'no-store')
  const shown = c.req.query('refresh') === 'off' ? withoutRefresh(view) : view
  const { entry, language } = c.var
  return answerPage(
    c,
    <RoomPage
      entry={entry}
      language={language}
      build={buildOf(c.env)}
      view={shown}
      nowMs={Date.now()}
    />,
  )
}

function withoutRefresh(view: RoomView): RoomView {
  return 'refreshSeconds' in view ? { ...view, refreshSeconds: 0 } : view
}

/** Nothing, where the page that follows shows what came of it. */
async function acted(c: Context<EdgeEnv>, act: RoomAct): Promise<RoomView | undefined> {
  const fan = fanOf(c)
  switch (act) {
    case 'join': {
      const { answer, token } = await join(fan, {})
      if (token !== undefined) c.header('Set-Cookie', placeKept(c, token)['Set-Cookie'])
      if (answer.kind === 'let-through') return answer
      // The documents do not know of it yet, and the next page would say that there is a line.
      if (answer.kind !== 'admitted') return undefined
      return { kind: 'inside', session: answer.session, refreshSeconds: REFRESH_FAR_SECONDS }
    }
    case 'claim':
      await claimTurn(fan)
      return undefined
    case 'here':
      await sayHere(fan)
      return undefined
    case 'leave':
      await leaveRoom(fan)
      c.header('Set-Cookie', placeDropped(c)['Set-Cookie'])
      return undefined
    case 'release':
      await release(fan)
      c.header('Set-Cookie', placeDropped(c)['Set-Cookie'])
      return undefined
  }
}

async function release(fan: Fan): Promise<void> {
  const { session } = await poll(fan)
  // The document may be behind: a place is not dropped for that, nor its slot kept for nobody.
  if (session === undefined) throw busy()
  await releaseSession(fan, session.sessionId)
}

async function viewOf(fan: Fan): Promise<RoomView> {
  if (fan.token !== undefined) return placedView(await poll(fan))
  const room = await seenRoom(fan, 'far')
  return {
    kind: 'outside',
    phase: room.phase,
    waiting: waitingInAll(room),
    ratePerSecond: room.ratePerSecond,
    opensAtMs: fan.entry.settings.schedule.openAtMs,
    asOfMs: room.asOfMs,
    refreshSeconds: REFRESH_FAR_SECONDS,
  }
}

function placedView(answer: PollAnswer): RoomView {
  const { session, next } = answer
  if (session !== undefined) return { kind: 'inside', session, refreshSeconds: REFRESH_FAR_SECONDS }
  const isFar = next.kind === 'poll'
  return {
    kind: 'placed',
    poll: answer,
    refreshSeconds: isFar ? REFRESH_FAR_SECONDS : REFRESH_NEAR_SECONDS,
  }
}

/** What a person can do about it is on the page; what broke is for the log. */
function refusedView(error: unknown): RoomView {
  if (!(error instanceof AppError) || error.code === 'internal') throw error
  const { code, details } = error
  if (details.step === 'join' && code !== 'no-place') return { kind: 'over' }
  return { kind: 'refused', code, refreshSeconds: REFRESH_BUSY_SECONDS }
}
