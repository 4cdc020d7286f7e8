/** The console as a browser without scripts uses it, for its tests in the runtime. */
import type { Role } from '../../core/operate/role.ts'
import { ask, SITE } from '../fixtures.ts'
import { roles, tokenOf } from '../operate/fixtures.ts'
import { speak } from '../web/messages.ts'

export const say = speak('en')
const cookieName = '__Host-operator'

type Headers = Readonly<Record<string, string>>

/** In English, as whoever holds this token. */
export function showTo(
  token: string | undefined,
  path: string,
  more: Headers = {},
): Promise<Response> {
  const headers = {
    ...more,
    Accept: 'text/html',
    ...(token !== undefined && { Cookie: `${cookieName}=${token}` }),
  }
  return ask(`${path}${path.includes('?') ? '&' : '?'}lang=en`, { headers })
}

export function show(path: string, role: Role, headers: Headers = {}): Promise<Response> {
  return showTo(tokenOf(role), path, headers)
}

export async function pageOf(path: string, role: Role): Promise<string> {
  return (await show(path, role)).text()
}

type Fields = Readonly<Record<string, string>>
type Sent = { role?: Role; origin?: string }

/** Sends a form of the page; signed in, or not yet. */
export function send(
  path: string,
  fields: Fields,
  { role, origin = SITE }: Sent = {},
): Promise<Response> {
  return ask(`${path}?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Accept: 'text/html',
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(origin !== '' && { Origin: origin }),
      ...(role !== undefined && { Cookie: `${cookieName}=${tokenOf(role)}` }),
    },
    body: new URLSearchParams(fields),
  })
}

/** The fields of the form that confirms, as the page that shows the effect has them. */
export function hiddenIn(html: string): Record<string, string> {
  return hidden(/<form[^>]*data-confirm[^]*?<\/form>/.exec(html)?.[0] ?? '')
}

function hidden(form: string): Record<string, string> {
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...inputs].map(([, name = '', value = '']): [string, string] => [name, plain(value)]),
  )
}

/** All that a browser would send of the form that a room is described by, untouched. */
export function filledIn(html: string): Record<string, string> {
  const form = /<form class="card make"[^]*?<\/form>/.exec(html)?.[0] ?? ''
  const filled = new Map(Object.entries(hidden(form)))
  for (const [tag] of form.matchAll(/<input(?! type="hidden")[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1]
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
    if (name !== undefined && !/\sdisabled/.test(tag)) filled.set(name, held(plain(value), tag))
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/g,
  )) {
    const chosen = /<option value="([^"]*)"[^>]*selected/.exec(options)?.[1]
    filled.set(name, chosen ?? /value="([^"]*)"/.exec(options)?.[1] ?? '')
  }
  return Object.fromEntries(filled)
}

/** What a browser's field holds of what it is filled with. */
function held(value: string, tag: string): string {
  const isInstant = tag.includes('type="datetime-local"')
  if (isInstant && !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return ''
  return value.replaceAll('\0', '\uFFFD').replaceAll(/[\r\n]/g, '')
}

export function plain(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

export const allTokens = roles.map(tokenOf)
