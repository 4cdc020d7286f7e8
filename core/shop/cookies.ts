/**
 * The two cookies of who is in the shop: the token, and the holder's secret it is bound to (R8).
 * `__Host-` keeps other hosts of a domain from setting them; plain http, on one's own machine,
 * cannot have it.
 */
import { RENEW_LATE_MS } from '../token/limits.ts'

export type AdmissionCookies = { readonly token: string; readonly holder: string }

export function admissionCookieNames(room: string, isSecure: boolean): AdmissionCookies {
  const prefix = isSecure ? '__Host-' : ''
  return { token: `${prefix}admission-${room}`, holder: `${prefix}holder-${room}` }
}

/** `SameSite=Lax`: forms of other sites bring no admission along. */
export function setCookie(
  name: string,
  value: string,
  maxAgeSeconds: number,
  isSecure: boolean,
): string {
  const secure = isSecure ? '; Secure' : ''
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure}; SameSite=Lax`
}

/** Base64url of 32 random bytes. */
export const HOLDER_SHAPE = /^[A-Za-z0-9_-]{43}$/
const HOLDER_SECONDS = 24 * 3_600
/** However wrong the clock is by which it is reckoned, a token is kept for its own life. */
const TOKEN_LEAST_SECONDS = 60

/** What a browser brings of an admission. A holder's secret of another shape is none. */
export type Brought = { readonly token: string | undefined; readonly holder: string | undefined }

export function admissionIn(header: string | undefined, room: string, isSecure: boolean): Brought {
  const names = admissionCookieNames(room, isSecure)
  const cookies = cookiesIn(header, [names.token, names.holder])
  const holder = cookies.get(names.holder)
  return {
    token: cookies.get(names.token) || undefined,
    holder: holder !== undefined && HOLDER_SHAPE.test(holder) ? holder : undefined,
  }
}

/** The token is kept past its session's end, since it may be renewed a while after. */
export function admissionCookies(
  room: string,
  isSecure: boolean,
  { token, holder }: { readonly token: string; readonly holder: string },
  sessionLeftMs: number,
): string[] {
  const names = admissionCookieNames(room, isSecure)
  const seconds = Math.max(TOKEN_LEAST_SECONDS, Math.ceil((sessionLeftMs + RENEW_LATE_MS) / 1_000))
  return [
    setCookie(names.token, token, seconds, isSecure),
    setCookie(names.holder, holder, HOLDER_SECONDS, isSecure),
  ]
}

/** A token that is refused for good would be refused again with every request. */
export function droppedAdmission(room: string, isSecure: boolean): string {
  return setCookie(admissionCookieNames(room, isSecure).token, '', 0, isSecure)
}

/** The first value of each name that is asked for. */
export function cookiesIn(
  header: string | undefined,
  names: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const [name = '', ...rest] = pair.trim().split('=')
    if (names.includes(name) && !found.has(name)) found.set(name, rest.join('='))
  }
  return found
}

/** The header without these cookies; undefined when nothing is left. */
export function withoutCookies(
  header: string | undefined,
  isOurs: (name: string) => boolean,
): string | undefined {
  const kept = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !isOurs(pair.split('=', 1)[0] ?? ''))
  return kept.length === 0 ? undefined : kept.join('; ')
}

/** Whatever of ours a browser holds at this host, of whichever room. */
export function isOwnCookie(name: string): boolean {
  return /^(?:__Host-)?(?:admission|holder|place|return)-[a-z][a-z0-9-]{0,47}$/.test(name)
}
