/**
 * What becomes of a request to the shop, whatever framework it came by: it passes, or it is
 * answered here. The body is never touched: who is turned away sends it again.
 */
import { admissionCookies, admissionIn, droppedAdmission } from '../core/shop/cookies.ts'
import {
  isPageWanted,
  TRY_AGAIN_SECONDS,
  turnedAway,
  type TurnedAway,
} from '../core/shop/turned-away.ts'
import { ASSERTION_HEADER } from '../core/token/assertion.ts'
import { RENEW_BELOW_MS } from '../core/token/limits.ts'
import { refusals, type AdmissionRefusal } from '../core/token/refusals.ts'
import type { Admission, Outcome, Refusal } from './outcomes.ts'
import type { Shop } from './shop.ts'
import { waitPage } from './wait-page.ts'

/** A request, as any framework can say it. */
export type Asked = {
  readonly method: string
  /** Path and query; whatever host it names counts for nothing. */
  readonly url: string
  /** Asked by names in small letters, as Node keeps them; any other case may be answered, too. */
  readonly header: (name: string) => string | undefined
}

export type Passed = {
  readonly kind: 'pass'
  readonly admission: Admission | undefined
  readonly marked: boolean
  /** To be set with whatever is answered: the next token. */
  readonly setCookies: readonly string[]
}
export type Answered = {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** The query parameter that a fan brings back from the waiting room. */
const CODE_PARAMETER = 'admit-one-code'
const RETRY_SECONDS = String(TRY_AGAIN_SECONDS)

export async function decide(shop: Shop, asked: Asked): Promise<Passed | Answered> {
  if (shop.settings.way === 'gateway') return decideBehindGateway(shop, asked)
  // The shop's own address counts, and never what a request says of its host.
  const url = publicUrl(shop, asked.url)
  const brought = broughtBy(shop, asked.header('cookie'))
  const code = url.searchParams.get(CODE_PARAMETER)
  if (code !== null && isRead(asked)) return cameBack(shop, asked, url, code, brought)
  const checked = await checkedWithRenewal(shop, brought)
  if (checked.outcome.kind === 'admitted') return passed(checked.outcome, checked.setCookies)
  return away(shop, asked, url, checked.outcome.refusal, brought)
}

async function decideBehindGateway(shop: Shop, asked: Asked): Promise<Passed | Answered> {
  const outcome = await shop.verifyAssertion(asked.header(ASSERTION_HEADER.toLowerCase()))
  if (outcome.kind === 'admitted') return passed(outcome, [])
  // Nobody is sent anywhere: who comes here past the gateway is no visitor.
  const { code, message, status } = outcome.refusal
  if (status === 503) return tryAgain(outcome.refusal, isPageWanted(asked.header('accept')), asked)
  return problem(403, { code, message }, [])
}

function passed(
  { admission, marked }: Extract<Outcome, { kind: 'admitted' }>,
  setCookies: readonly string[],
): Passed {
  return { kind: 'pass', admission, marked, setCookies }
}

/** Back from the waiting room. The code leaves the address, so that nobody keeps or shows it. */
async function cameBack(
  shop: Shop,
  asked: Asked,
  url: URL,
  code: string,
  brought: Cookies,
): Promise<Passed | Answered> {
  // Pair by pair, since a query that is written anew may no longer be the one that was signed.
  const pairs = url.search.slice(1).split('&')
  url.search = pairs.filter((pair) => !new URLSearchParams(pair).has(CODE_PARAMETER)).join('&')
  const holder = brought.holder ?? newHolder()
  const admitted = await shop.exchange(code, holder)
  if (admitted.kind === 'admitted') {
    return redirect(url.href, tokenCookies(shop, admitted.token, holder, admitted.sessionUntilMs))
  }
  // The back button, or two tabs: it was used, and by this very browser.
  const checked = await checkedWithRenewal(shop, brought)
  if (checked.outcome.kind === 'admitted') return redirect(url.href, checked.setCookies)
  return away(shop, asked, url, admitted.refusal, brought)
}

/** Spelled here: what is packed speaks of no types but its own. */
type Cookies = { readonly token: string | undefined; readonly holder: string | undefined }

type Checked = { readonly outcome: Outcome; readonly setCookies: readonly string[] }

/** Also what was sent with a token that just ended goes through, while its session lasts. */
async function checkedWithRenewal(shop: Shop, { token, holder }: Cookies): Promise<Checked> {
  const outcome = await shop.verifyAdmission({ token, holder })
  const mayRenew = token !== undefined && holder !== undefined
  const isGood = outcome.kind === 'admitted'
  const isOver = !isGood && outcome.refusal.code === 'admission-expired'
  const isEnding =
    isGood && outcome.admission !== undefined && (await endsSoon(shop, outcome.admission))
  if (!mayRenew || (!isOver && !isEnding)) return { outcome, setCookies: [] }
  const renewed = await shop.renew({ token, holder })
  if (renewed.kind === 'refused') {
    // It is still good: that the next one cannot be had now is no reason to turn anybody away.
    if (isGood) return { outcome, setCookies: [] }
    return { outcome: renewed, setCookies: [] }
  }
  const again = await shop.verifyAdmission({ token: renewed.token, holder })
  return {
    outcome: again,
    setCookies: tokenCookies(shop, renewed.token, holder, renewed.sessionUntilMs),
  }
}

/** With less than half of its life left, so that one renewal that is lost costs nothing. */
async function endsSoon(shop: Shop, { issuedAtMs, expiresAtMs }: Admission): Promise<boolean> {
  const leftMs = expiresAtMs - (await shop.nowMs())
  return leftMs < Math.min(RENEW_BELOW_MS, (expiresAtMs - issuedAtMs) / 2)
}

function away(shop: Shop, asked: Asked, url: URL, refusal: Refusal, brought: Cookies): Answered {
  const wantsPage = isPageWanted(asked.header('accept'))
  if (refusal.status === 503 || refusal.status === 502) return tryAgain(refusal, wantsPage, asked)
  const { method } = asked
  const answer: TurnedAway = turnedAway(
    isTokenRefusal(refusal.code) ? { kind: 'refused', reason: refusal.code } : { kind: 'none' },
    { method, url: url.href, accept: asked.header('accept'), referer: asked.header('referer') },
    shop.settings.room,
  )
  const cookies = brought.token === undefined ? [] : [droppedCookie(shop)]
  switch (answer.kind) {
    case 'redirect':
      return redirect(answer.location, cookies)
    case 'try-again':
      return tryAgain(refusal, wantsPage, asked)
    case 'problem':
      return problem(409, answer.problem, cookies)
  }
}

function tryAgain(refusal: Refusal, wantsPage: boolean, asked: Asked): Answered {
  const { code, message, status, step } = refusal
  if (!wantsPage) return problem(status, { code, message, step }, [], RETRY_SECONDS)
  const page = waitPage(code, asked.header('accept-language'), isRead(asked))
  return {
    kind: 'answer',
    status,
    headers: [...page.headers, ['Cache-Control', 'no-store'], ['Retry-After', RETRY_SECONDS]],
    body: page.body,
  }
}

function problem(
  status: number,
  body: object,
  setCookies: readonly string[],
  retryAfter?: string,
): Answered {
  return {
    kind: 'answer',
    status,
    headers: [
      ['Content-Type', 'application/json'],
      ['Cache-Control', 'no-store'],
      ...(retryAfter === undefined ? [] : [['Retry-After', retryAfter] as const]),
      ...setCookies.map((cookie) => ['Set-Cookie', cookie] as const),
    ],
    body: JSON.stringify(body),
  }
}

function redirect(location: string, setCookies: readonly string[]): Answered {
  return {
    kind: 'answer',
    status: 303,
    headers: [
      ['Location', location],
      ['Cache-Control', 'no-store'],
      ['Referrer-Policy', 'no-referrer'],
      ...setCookies.map((cookie) => ['Set-Cookie', cookie] as const),
    ],
    body: '',
  }
}

function publicUrl({ settings }: Shop, given: string): URL {
  // Put after the origin rather than resolved: two slashes would be read as another host.
  const whole = given.startsWith('/') ? `${settings.audience}${given}` : given
  const url = new URL(settings.audience)
  if (!URL.canParse(whole)) return url
  const { pathname, search } = new URL(whole)
  url.pathname = pathname
  url.search = search
  return url
}

export function broughtBy({ settings }: Shop, cookie: string | undefined): Cookies {
  return admissionIn(cookie, settings.roomId, settings.isSecure)
}

function tokenCookies(
  { settings: { roomId, isSecure } }: Shop,
  token: string,
  holder: string,
  sessionUntilMs: number,
): string[] {
  // As far as this machine's clock tells.
  return admissionCookies(roomId, isSecure, { token, holder }, sessionUntilMs - Date.now())
}

function droppedCookie({ settings: { roomId, isSecure } }: Shop): string {
  return droppedAdmission(roomId, isSecure)
}

function newHolder(): string {
  const binary = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function isTokenRefusal(code: Refusal['code']): code is AdmissionRefusal {
  return code in refusals
}

function isRead({ method }: Asked): boolean {
  return method === 'GET' || method === 'HEAD'
}
