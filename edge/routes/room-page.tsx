import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { redeemRequest } from '../../core/protocol/transfer.ts'
import { returnAddress } from '../../core/shop/return-address.ts'
import { buildOf } from '../build.ts'
import { door } from '../fan/door.ts'
import { busy, type Fan } from '../fan/fan.ts'
import { join } from '../fan/join.ts'
import { poll } from '../fan/poll.ts'
import { offerTransfer, redeemTransfer } from '../fan/transfer.ts'
import { claimTurn, leaveRoom, moveHere, releaseSession, sayHere } from '../fan/turn.ts'
import { views } from '../events/views.ts'
import type { EdgeEnv } from '../settings.ts'
import { policyFor } from '../standard-headers.ts'
import { language } from '../web/reader-language.ts'
import { lookHref } from '../web/look-style.ts'
import { answerPage } from '../web/page.tsx'
import { factsOf } from '../web/room-facts.ts'
import { RoomPage } from '../web/room-page.tsx'
import { roomActs, type RoomAct, type RoomView } from '../web/room-view.ts'
import {
  bodyTextOf,
  fanOf,
  invalid,
  knownRoom,
  originOf,
  pageUrlOf,
  placeDropped,
  placeKept,
  returnKept,
} from './room-request.ts'

/** A room's page: whole without a script, a form for each act. With one it goes on from there. */
export const roomPage = new Hono<EdgeEnv>()

/** For who has no script: near the front, and far from it. */
const REFRESH_NEAR_SECONDS = 5
const REFRESH_FAR_SECONDS = 20

roomPage.use('/:room', language, knownRoom)

roomPage.get('/:room', async (c) => {
  const view = await viewOf(c).catch(refusedView)
  if (view.kind === 'over') c.header('Set-Cookie', placeDropped(c)['Set-Cookie'])
  rememberReturn(c)
  views.seen(c.env, c.var.entry.id, c.executionCtx)
  return showPage(c, view, true)
})

roomPage.post('/:room', async (c) => {
  const form = new URLSearchParams(await bodyTextOf(c))
  const act = z.enum(roomActs).safeParse(form.get('act'))
  if (!act.success) throw invalid('act', `it is one of ${roomActs.join(', ')}`)
  const view = await acted(c, act.data, form).catch(refusedView)
  // An answer to a form is of one instant: a script would ask at once, and take it away.
  const goesOn = view?.kind === 'inside' || view?.kind === 'let-through' || act.data === 'claim'
  if (c.var.entry.shop !== undefined && goesOn) {
    return c.redirect(`/rooms/${c.var.entry.id}/enter`, 303)
  }
  if (view !== undefined) return showPage(c, view, false)
  // Reloading the page that follows does not do it again.
  const joined = act.data === 'join' ? '&joined' : ''
  return c.redirect(`/rooms/${c.get('entry').id}?lang=${c.var.language}${joined}`, 303)
})

/** Sent here by a shop: only an address of the room's own list is remembered. */
function rememberReturn(c: Context<EdgeEnv>): void {
  const { shop } = c.var.entry
  const asked = c.req.query('return')
  if (shop === undefined || asked === undefined) return
  const address = returnAddress(shop, asked, originOf(c))
  if (address !== undefined) c.header('Set-Cookie', returnKept(c, address), { append: true })
}

function showPage(
  c: Context<EdgeEnv>,
  view: RoomView,
  scripted: boolean,
): Response | Promise<Response> {
  const { entry, language } = c.var
  c.header('Vary', 'Accept-Language, Cookie')
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', policyFor(entry, originOf(c)))
  return answerPage(
    c,
    <RoomPage
      facts={factsOf(entry)}
      language={language}
      build={buildOf(c.env)}
      view={view}
      nowMs={Date.now()}
      refreshSeconds={c.req.query('refresh') === 'off' ? stopped(view) : refreshSeconds(view)}
      scripted={scripted}
      lookHref={lookHref(entry)}
    />,
  )
}

/** Nothing happens by itself to who is through, or who is to do something here. */
function refreshSeconds(view: RoomView): number | undefined {
  switch (view.kind) {
    case 'placed':
      if (view.poll.next.kind === 'stop') return undefined
      return view.poll.next.kind === 'connect' ? REFRESH_NEAR_SECONDS : REFRESH_FAR_SECONDS
    case 'outside': {
      const seconds = Math.ceil(view.door.next.inMs / 1_000)
      return Math.min(REFRESH_FAR_SECONDS, Math.max(REFRESH_NEAR_SECONDS, seconds))
    }
    case 'inside':
      return REFRESH_FAR_SECONDS
    case 'refused':
      return REFRESH_NEAR_SECONDS
    case 'let-through':
    case 'over':
    case 'moved-away':
    case 'transfer':
    case 'redeem':
    case 'no-cookies':
    case 'gone':
      return undefined
  }
}

function stopped(view: RoomView): number | undefined {
  return refreshSeconds(view) === undefined ? undefined : 0
}

/** Nothing, where the page that follows shows what came of it. */
async function acted(
  c: Context<EdgeEnv>,
  act: RoomAct,
  form: URLSearchParams,
): Promise<RoomView | undefined> {
  const fan = fanOf(c)
  switch (act) {
    case 'join': {
      const { answer, token } = await join(fan, {})
      if (token !== undefined) c.header('Set-Cookie', placeKept(c, token)['Set-Cookie'])
      if (answer.kind === 'let-through') return answer
      // The documents do not know of it yet, and the next page would say that there is a line.
      return answer.kind === 'admitted' ? { kind: 'inside', session: answer.session } : undefined
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
    case 'move': {
      const { token } = await moveHere(fan)
      c.header('Set-Cookie', placeKept(c, token)['Set-Cookie'])
      return undefined
    }
    case 'transfer':
      return { kind: 'transfer', transfer: await offerTransfer(fan, pageUrlOf(c)) }
    case 'redeem': {
      const { token } = await redeemTransfer(fan, redeemFrom(form))
      c.header('Set-Cookie', placeKept(c, token)['Set-Cookie'])
      return undefined
    }
  }
}

function redeemFrom(form: URLSearchParams) {
  const claimant = form.get('claimant') || newClaimant()
  const read = redeemRequest.safeParse({ code: form.get('code'), claimant })
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw invalid(issue?.path.join('.') ?? 'code', issue?.message ?? 'it is not a code')
}

function newClaimant(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

async function release(fan: Fan): Promise<void> {
  const { session } = await poll(fan)
  // The document may be behind: a place is not dropped for that, nor its slot kept for nobody.
  if (session === undefined) throw busy()
  await releaseSession(fan, session.sessionId)
}

async function viewOf(c: Context<EdgeEnv>): Promise<RoomView> {
  const fan = fanOf(c)
  const code = c.req.query('code')
  // Opening a link changes nothing: whoever previews it in a chat would take the place.
  if (code !== undefined) return { kind: 'redeem', code, claimant: newClaimant() }
  if (fan.token !== undefined) return placedView(await poll(fan))
  if (c.req.query('joined') !== undefined) return { kind: 'no-cookies' }
  return { kind: 'outside', door: await door(fan) }
}

function placedView(answer: PollAnswer): RoomView {
  const { session } = answer
  return session === undefined ? { kind: 'placed', poll: answer } : { kind: 'inside', session }
}

/** What a person can do about it is on the page; what broke is for the log. */
function refusedView(error: unknown): RoomView {
  if (!(error instanceof AppError) || error.code === 'internal') throw error
  const { code, details } = error
  if (code === 'place-superseded') return { kind: 'moved-away', to: 'device' }
  if (details.step === 'join' && code !== 'no-place') return { kind: 'over' }
  return { kind: 'refused', code }
}
