/**
 * The page of a room, alive: it goes on from what the server drew, draws the same parts again as
 * things change, and does what its forms say without leaving the page.
 */
import { createRoot } from 'hono/jsx/dom/client'
import { Room, RoomRefusal } from '../../../client/room.ts'
import type { FanView, RoomState, Transport } from '../../../client/room-state.ts'
import type { Language } from '../language.ts'
import { speak } from '../messages.ts'
import { RoomMain } from '../room/room-main.tsx'
import { titleOf } from '../room/title-of.ts'
import { roomActs, type LiveView, type RoomFacts, type RoomView } from '../room-view.ts'
import { Announcer } from './announcer.ts'
import { Bell } from './bell.ts'
import { Reloading } from './reloading.ts'
import { fanViewOf, hasSeconds, roomViewOf } from './shown.ts'

type Start = { facts: RoomFacts; language: Language; view: RoomView; nowMs: number }
type Act = (typeof roomActs)[number] | 'sound' | 'look'

/** Countdowns move by the second; nothing else is drawn without something having happened. */
const DRAW_EVERY_MS = 1_000

class RoomIsland {
  readonly #root: ReturnType<typeof createRoot>
  readonly #start: Start
  readonly #say
  readonly #room: Room
  readonly #bell = new Bell()
  readonly #announcer: Announcer
  readonly #reloading: Reloading
  /** What the page shows besides how the line stands: a code, or what is asked of one. */
  #overlay: RoomView | undefined
  #drawn = ''
  #was: FanView['kind'] = 'unknown'

  constructor(element: HTMLElement, start: Start) {
    this.#start = start
    this.#say = speak(start.language)
    this.#announcer = new Announcer(start.facts, this.#say, start.language)
    this.#root = createRoot(element)
    if (start.view.kind === 'redeem' || start.view.kind === 'transfer') this.#overlay = start.view
    this.#room = new Room(`${location.origin}/rooms/${start.facts.id}`, {
      transports: askedTransports(),
      timerScript: new URL('timer-worker.js', import.meta.url),
      start: { view: fanViewOf(start.view), nowMs: start.nowMs },
      reload: () => this.#reloading.forNewVersion(),
    })
    this.#reloading = new Reloading(start.facts, this.#room)
    this.#room.subscribe((state) => this.#changed(state))
    setInterval(() => this.#draw(), DRAW_EVERY_MS)
    element.addEventListener('submit', (event) => this.#submitted(event))
    element.addEventListener('click', (event) => this.#clicked(event))
    document.addEventListener('visibilitychange', () => this.#draw())
    document.documentElement.dataset['live'] = 'true'
  }

  #changed(state: RoomState): void {
    const { view } = state
    this.#goesIn(view)
    const isTurn = view.kind === 'placed' && view.poll.offer !== undefined
    this.#bell.noteTurn(isTurn ? view.poll.offer?.turn : undefined)
    this.#reloading.note(view)
    // A place that was called, or has ended, is not to be hidden behind the code for another device.
    const isWaiting = view.kind === 'placed' && !isTurn
    if (this.#overlay?.kind === 'transfer' && !isWaiting) this.#overlay = undefined
    this.#draw()
  }

  /**
   * Whose turn was taken here goes on to the shop, once. Who comes back to this page, by the
   * browser's button say, stays until they go themselves.
   */
  #goesIn(view: FanView): void {
    const isFresh = this.#was === 'placed' || this.#was === 'outside'
    this.#was = view.kind
    const { id, hasShop } = this.#start.facts
    const mayGo = view.kind === 'inside' || view.kind === 'let-through'
    if (!hasShop || !isFresh || !mayGo) return
    const session = view.kind === 'inside' ? view.session.sessionId : view.kind
    if (isFirstWay(`entered-${id}`, session)) location.assign(`/rooms/${id}/enter`)
  }

  #draw(): void {
    const { state } = this.#room
    const nowMs = Math.round(Date.now() + state.serverAheadMs)
    const { facts, language } = this.#start
    const shown = this.#overlay ?? roomViewOf(state.view)
    if (shown === undefined) return
    const live = this.#liveOf(state)
    // Seconds are drawn only where they are seen, and only where there are some.
    const seconds = hasSeconds(shown) && !document.hidden ? Math.floor(nowMs / 1_000) : 0
    const key = JSON.stringify([shown, live, seconds, document.hidden])
    if (key === this.#drawn) return this.#announcer.remind(Date.now())
    this.#drawn = key
    const title = titleOf(shown, live, facts, this.#say, language)
    if (document.title !== title) document.title = title
    this.#announcer.say(shown, live, Date.now())
    if (document.hidden) return
    this.#root.render(
      <RoomMain
        facts={facts}
        language={language}
        say={this.#say}
        view={shown}
        nowMs={nowMs}
        live={live}
      />,
    )
  }

  #liveOf(state: RoomState): LiveView {
    const { transport, isOffline, isAskedFor, isKeptByPageOnly, startedAhead } = state
    const { sound } = this.#bell
    return { transport, isOffline, isAskedFor, isKeptByPageOnly, startedAhead, sound }
  }

  #submitted(event: SubmitEvent): void {
    const { target, submitter } = event
    if (!(target instanceof HTMLFormElement) || !(submitter instanceof HTMLButtonElement)) return
    const act = actNamed(submitter.value)
    if (act === undefined) return
    event.preventDefault()
    void this.#does(act, new FormData(target))
  }

  /** Buttons, and links that lead here: loading the page anew, one without cookies lost its place. */
  #clicked(event: MouseEvent): void {
    const { target } = event
    const part = target instanceof Element ? target.closest('[data-act]') : null
    const act = part instanceof HTMLElement ? actNamed(part.dataset['act'] ?? '') : undefined
    if (act === undefined) return
    event.preventDefault()
    void this.#does(act, new FormData())
  }

  async #does(act: Act, form: FormData): Promise<void> {
    const room = this.#room
    try {
      switch (act) {
        case 'join':
          this.#overlay = undefined
          return room.join()
        case 'claim':
          return room.claim()
        case 'here':
          return room.here()
        case 'leave':
          return room.leave()
        case 'release':
          return room.release()
        case 'move':
          return room.takeBack()
        case 'transfer':
          this.#overlay = { kind: 'transfer', transfer: await room.transfer() }
          break
        case 'redeem':
          await this.#redeems(textIn(form, 'code'), textIn(form, 'claimant'))
          break
        case 'sound':
          await this.#bell.toggle()
          break
        case 'look':
          this.#overlay = undefined
          room.look()
      }
    } catch (error) {
      this.#overlay = {
        kind: 'refused',
        code: error instanceof RoomRefusal ? error.code : 'unknown',
      }
    }
    this.#draw()
  }

  /** An answer that was lost is asked for again in the same name. */
  async #redeems(code: string, given: string): Promise<void> {
    const claimant = given === '' ? crypto.randomUUID().replaceAll('-', '') : given
    await this.#room.redeem(code, claimant)
    this.#overlay = undefined
    // A page that is loaded again must not ask for what has been done.
    history.replaceState(null, '', `${location.pathname}?lang=${this.#start.language}`)
  }
}

/** Of this tab: what a page says of itself may be behind for a moment after a way in was used. */
function isFirstWay(name: string, session: string): boolean {
  try {
    if (sessionStorage.getItem(name) === session) return false
    sessionStorage.setItem(name, session)
  } catch {
    // A browser that keeps nothing goes in by what the page knows.
  }
  return true
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

function actNamed(name: string): Act | undefined {
  return name === 'sound' || name === 'look' ? name : roomActs.find((act) => act === name)
}

/** For who looks into a page that cannot connect: `?transport=poll`, `?transport=stream,poll`. */
function askedTransports(): Transport[] {
  const all: Transport[] = ['socket', 'stream', 'poll']
  const asked = new URLSearchParams(location.search).get('transport')?.split(',')
  return asked === undefined ? all : all.filter((way) => asked.includes(way))
}

const element = document.getElementById('room')
const text = element?.dataset['start']
if (element !== null && text !== undefined) begin(element, text)

/** The page that the server made: its own data, of the same build. */
function begin(room: HTMLElement, json: string): RoomIsland {
  const start: Start = JSON.parse(json)
  return new RoomIsland(room, start)
}
