/**
 * For Next.js: `admittedProxy` before all pages, `protect` around a route handler, and
 * `admissionIn` for a page that wants to know who is there. Each checks for itself: a page that the
 * proxy's matcher forgot trusts nothing that a client sends.
 */
import { NextResponse, type NextRequest } from 'next/server.js'
import { admissionCookieNames, withoutCookies } from '../core/shop/cookies.ts'
import { ASSERTION_HEADER } from '../core/token/assertion.ts'
import { askedBy, responseOf } from './fetch.ts'
import type { Outcome } from './outcomes.ts'
import type { Shop } from './shop.ts'
import { broughtBy, decide } from './way-in.ts'

export { protect } from './fetch.ts'

/** `export const proxy = admittedProxy(shop)` in proxy.ts, or `middleware` before Next.js 16. */
export function admittedProxy(shop: Shop): (request: NextRequest) => Promise<Response> {
  return async (request) => {
    const decision = await decide(shop, askedBy(request))
    if (decision.kind === 'answer') return responseOf(decision)
    const { setCookies } = decision
    if (setCookies.length === 0) return NextResponse.next()
    // What runs behind us reads the cookies of the request: they are the new ones.
    const response = NextResponse.next({
      request: { headers: withNewCookies(shop, request.headers, setCookies) },
    })
    for (const cookie of setCookies) response.headers.append('Set-Cookie', cookie)
    response.headers.set('Cache-Control', 'private, no-store')
    return response
  }
}

/** Who is there, for a page: `await admissionIn(shop, await headers())`. */
export function admissionIn(shop: Shop, headers: Headers): Promise<Outcome> {
  const header = (name: string) => headers.get(name) ?? undefined
  return shop.settings.way === 'gateway'
    ? shop.verifyAssertion(header(ASSERTION_HEADER))
    : shop.verifyAdmission(broughtBy(shop, header('Cookie')))
}

function withNewCookies(
  { settings }: Shop,
  given: Headers,
  setCookies: readonly string[],
): Headers {
  const names = Object.values(admissionCookieNames(settings.roomId, settings.isSecure))
  const kept = withoutCookies(given.get('Cookie') ?? undefined, (name) => names.includes(name))
  const fresh = setCookies.map((cookie) => cookie.split(';', 1)[0] ?? '')
  const headers = new Headers(given)
  headers.set('Cookie', [...(kept === undefined ? [] : [kept]), ...fresh].join('; '))
  return headers
}
