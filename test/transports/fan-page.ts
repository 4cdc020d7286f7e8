/** A fan at the page of a room, by one of the transports: opens it, reads its facts, does its acts. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { RoomAct } from '../../edge/web/room-view.ts'
import { tokenOf } from '../room-visit.ts'
import { inTurn } from './in-turn.ts'
import type { Transport } from './transports.ts'

/** Each look costs the browser some time, and thirty pages are looked at. */
const LOOK_EVERY_MS = 250
const OPENS_WITHIN_MS = 60_000

/** What a page shows, as it stands there for programs. */
export type Shown = {
  readonly state: string
  /** By the names of `data-fact`. */
  readonly facts: Readonly<Record<string, string>>
  /** The numbers of the news. */
  readonly news: readonly number[]
  readonly text: string
}

const readPage = `(() => {
  const room = document.querySelector('.room')
  if (room === null) return undefined
  const facts = {}
  for (const { dataset } of room.querySelectorAll('[data-fact]:not([data-fact=news])')) {
    facts[dataset.fact] = dataset.value
  }
  const items = [...room.querySelectorAll('[data-fact=news]')]
  const news = items.map(({ dataset }) => Number(dataset.value))
  return { state: room.dataset.state, facts, news, text: room.textContent }
})()`

/**
 * A page that is hidden draws nothing, and could not be read. Only `visibilityState`, by which it
 * is decided whether a turn is taken, can be made to say that nobody looks.
 */
const looksAway = `
  window.isLookedAt = true
  Object.defineProperty(document, 'visibilityState', {
    get: () => (window.isLookedAt ? 'visible' : 'hidden'),
  })
`

export class FanPage {
  readonly #transport: Transport
  readonly #page: Page
  readonly #address: string
  /** By what it asked how it stands. */
  readonly #ways = new Set<string>()
  /** Over its socket. */
  readonly #said: string[] = []
  #atMostAhead = Infinity

  constructor(transport: Transport, page: Page, address: string) {
    this.#transport = transport
    this.#page = page
    this.#address = address
    page.on('websocket', (socket) => {
      this.#ways.add('socket')
      socket.on('framesent', ({ payload }) => this.#said.push(String(payload)))
    })
    page.on('request', (request) => {
      const [, way] = /\/rooms\/[^/]+\/(status|stream)\b/.exec(request.url()) ?? []
      if (way !== undefined) this.#ways.add(way)
    })
  }

  /** In English and, where it has a script, until that has taken over. */
  open(): Promise<void> {
    const { name, hasScript } = this.#transport
    return inTurn(async () => {
      if (hasScript) await this.#page.addInitScript(looksAway)
      const query = hasScript ? `?lang=en&transport=${name}` : '?lang=en'
      await this.#page.goto(this.#address + query, { timeout: OPENS_WITHIN_MS })
      if (hasScript) await this.#page.locator('html[data-live=true]').waitFor()
    })
  }

  async read(): Promise<Shown> {
    for (;;) {
      const shown = await this.#page.evaluate<Shown | undefined>(readPage).catch(ifRenewed)
      if (shown === undefined) continue
      this.#holdAtMost(Number(shown.facts['at-most-ahead'] ?? this.#atMostAhead))
      return shown
    }
  }

  async act(name: RoomAct): Promise<void> {
    // Giving up a number is folded away.
    if (name === 'leave') await this.#page.locator('.leave summary').click()
    await this.#page.locator(`button[value=${name}]`).click()
  }

  canDo(name: RoomAct): Promise<boolean> {
    return this.#page.locator(`button[value=${name}]`).isVisible()
  }

  /** Until it shows something, which has to be in time. */
  async shows(
    withinMs: number,
    what: string,
    isSo: (shown: Shown) => boolean | Promise<boolean>,
  ): Promise<Shown> {
    const startedMs = performance.now()
    for (;;) {
      const shown = await this.read()
      if (await isSo(shown)) return shown
      if (performance.now() - startedMs > withinMs) {
        throw new Error(`No ${what} within ${withinMs} ms, but ${JSON.stringify(shown)}`)
      }
      await wait(LOOK_EVERY_MS)
    }
  }

  isIn(state: string, withinMs: number): Promise<Shown> {
    return this.shows(withinMs, state, (shown) => shown.state === state)
  }

  showsFacts(withinMs: number, facts: Readonly<Record<string, string>>): Promise<Shown> {
    const wanted = Object.entries(facts)
    return this.shows(withinMs, JSON.stringify(facts), (shown) =>
      wanted.every(([name, value]) => shown.facts[name] === value),
    )
  }

  /** How old what it says is when it says it: seen by reading until something new is there. */
  async toldAfterMs(withinMs: number): Promise<number> {
    const before = (await this.read()).facts['as-of-ms']
    const isNew = ({ facts }: Shown) => facts['as-of-ms'] !== before
    const { facts } = await this.shows(withinMs, 'new count', isNew)
    return Date.now() - Number(facts['as-of-ms'])
  }

  /** Whether its person looks at it: only then it takes a turn by itself. */
  async isLookedAt(is: boolean): Promise<void> {
    await this.#page.evaluate(
      `window.isLookedAt = ${is}; document.dispatchEvent(new Event('visibilitychange'))`,
    )
  }

  token(): Promise<string> {
    return tokenOf(this.#page)
  }

  said(): readonly string[] {
    return this.#said
  }

  ways(): string[] {
    return [...this.#ways]
  }

  /** R6: "at most so many ahead" never rises. */
  #holdAtMost(atMostAhead: number): void {
    if (atMostAhead > this.#atMostAhead) {
      throw new Error(`At most ${this.#atMostAhead} were ahead, and now ${atMostAhead}`)
    }
    this.#atMostAhead = atMostAhead
  }
}

/** The page without script was just being loaded anew. */
function ifRenewed(error: unknown): undefined {
  if (/context was destroyed|navigat|Cannot find context/i.test(String(error))) return undefined
  throw error
}
