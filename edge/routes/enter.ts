import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError } from '../../core/problem.ts'
import { isBehindGateway, returnAddress } from '../../core/shop/return-address.ts'
import { entryCode } from '../admission/exchange.ts'
import { shopOf } from '../admission/admission-token.ts'
import type { Fan } from '../fan/fan.ts'
import { claimTurn } from '../fan/turn.ts'
import type { EdgeEnv } from '../settings.ts'
import { sightOf } from '../../core/queue/room/blind.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import { fanOf, knownRoom, originOf, returnCookieName } from './room-request.ts'

/** What a shop finds in the address that a fan comes back to. */
const CODE_PARAMETER = 'admit-one-code'

/**
 * From the room into the shop. Going there twice is going there once: what is used up is a code, and
 * each time there is another. Whoever has no turn comes back to the room's page, which says why.
 */
export const enter = new Hono<EdgeEnv>().get('/:room/enter', knownRoom, async (c) => {
  const fan = fanOf(c)
  const { shop } = shopOf(c.env, fan.entry)
  const ownOrigin = originOf(c)
  const asked = c.req.query('return') ?? getCookie(c, returnCookieName(c))
  const address = returnAddress(shop, asked, ownOrigin)
  if (address === undefined) throw new AppError('not-found', 'This room knows no way to its shop.')
  const url = new URL(address)
  c.header('Cache-Control', 'no-store')
  // An address with a code in it is told to nobody.
  c.header('Referrer-Policy', 'no-referrer')
  try {
    // Where there is no line the shop lets everybody in, and knows it from our word to it.
    if (await isLetThrough(fan)) return c.redirect(url.href, 303)
    const { session } = await claimTurn(fan)
    if (!isBehindGateway(shop, url, ownOrigin)) {
      url.searchParams.set(CODE_PARAMETER, await entryCode(fan, session.sessionId))
    }
    return c.redirect(url.href, 303)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return c.redirect(`/rooms/${fan.entry.id}`, 303)
  }
})

/** No line by the room's own mode, or, where its operator chose so, since none can be seen (R10). */
async function isLetThrough(fan: Fan): Promise<boolean> {
  const room = await heldFor(fan).documents.room(fan, 'near')
  const { whenBlind, settings } = fan.entry
  const sight = sightOf(room, whenBlind, settings.schedule, Date.now())
  return sight.kind === 'open' || (sight.kind === 'sees' && room?.joining === 'let-through')
}
