/**
 * A browser without script, in front of the page of a room: it keeps cookies, loads the page,
 * presses the buttons that are there, follows where it is sent, and loads the page anew where the
 * page says so.
 */
import { CookieJar } from './cookie-jar.ts'
import { keptConnections, type Answer, type Exchange } from './exchange.ts'
import type { Ask, AskName, Outcome } from './fan-events.ts'
import { mismatchOf, reasonOf } from './http-door.ts'
import { outcomeOfPage } from './page-outcome.ts'
import { readPage, type PlainPage } from './plain-page.ts'

/** One browser's: what comes of each thing its person wants. */
export type Browser = (ask: Ask) => Promise<Outcome>
/** Each fan has a browser of their own. */
export type PageDoor = () => Browser

const HEADERS = { accept: 'text/html' }
/** A browser follows twenty; this page sends on once. */
const SENT_ON_AT_MOST = 5

export function pageDoor(origin: string, room: string): PageDoor {
  const exchange = keptConnections(new URL(origin).protocol === 'https:')
  return () => {
    const window = new Window(exchange, new URL(`/rooms/${room}?lang=en`, origin))
    return async ({ what }) => {
      try {
        const page = await window.does(what)
        return typeof page === 'string'
          ? { kind: 'mismatch', why: `page (${what}): ${page}` }
          : outcomeOfPage(what, page)
      } catch (error) {
        return { kind: 'unreachable', why: reasonOf(error) }
      }
    }
  }
}

/** A page of the room, or what it was instead. */
type Loaded = PlainPage | string

class Window {
  readonly #exchange: Exchange
  readonly #jar = new CookieJar()
  readonly #home: URL
  #url: URL
  #page: PlainPage | undefined

  constructor(exchange: Exchange, url: URL) {
    this.#exchange = exchange
    this.#home = url
    this.#url = url
  }

  /** The button, if the page has it: a page that was never loaded, or is behind, is loaded first. */
  async does(what: AskName): Promise<Loaded> {
    const isLook = what === 'status' || what === 'renew'
    const seen = isLook || what === 'join' ? undefined : this.#page
    const pressed = seen && this.#press(what, seen)
    if (pressed !== undefined) return pressed
    const page = await this.#load(this.#refreshed(), {})
    if (isLook || typeof page === 'string') return page
    return this.#press(what, page) ?? page
  }

  /** Sent on into the shop, it stays where it can be told how it stands. */
  #withinRoom(url: URL): URL {
    return url.pathname === this.#home.pathname ? url : this.#home
  }

  #refreshed(): URL {
    return new URL(this.#page?.refresh?.href ?? '', this.#url)
  }

  #press(act: string, { forms }: PlainPage): Promise<Loaded> | undefined {
    const form = forms.find(({ buttons }) => buttons.some(([, value]) => value === act))
    if (form === undefined) return undefined
    const fields = new URLSearchParams([...form.fields, ['act', act]])
    return this.#load(new URL(form.action, this.#url), { body: fields.toString() })
  }

  async #load(to: URL, { body }: { readonly body?: string }): Promise<Loaded> {
    let url = to
    let answer = await this.#send(url, body)
    for (let sent = 0; answer.location !== undefined && sent < SENT_ON_AT_MOST; sent += 1) {
      url = this.#withinRoom(new URL(answer.location, url))
      answer = await this.#send(url, undefined)
    }
    const page = readLoaded(answer)
    this.#page = typeof page === 'string' ? undefined : page
    this.#url = url
    return page
  }

  async #send(url: URL, body: string | undefined): Promise<Answer> {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }
    const headers = { ...HEADERS, ...this.#jar.headers(), ...(body === undefined ? {} : form) }
    const method = body === undefined ? 'GET' : 'POST'
    const answer = await this.#exchange.send(url, { method, headers, body })
    this.#jar.heed(answer.cookies)
    return answer
  }
}

function readLoaded({ status, body }: Answer): Loaded {
  try {
    return readPage(body) ?? `${status}, no page of a room`
  } catch (error) {
    return `${status}, ${mismatchOf(error)}`
  }
}
