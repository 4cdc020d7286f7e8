/**
 * A room as a page follows it: opens connections, asks, keeps time, and tells whoever listens how
 * things stand. What is to be done and when, follower.ts decides. See docs/client.md.
 */
import type { moveAnswer } from '../core/protocol/move.ts'
import type { TransferAnswer } from '../core/protocol/transfer.ts'
import type { z } from 'zod'
import { openSocket, openStream, type Connection } from './connections.ts'
import type { Answered, Ask, FanAction, FanEvent } from './events.ts'
import { Follower } from './follower.ts'
import { patientRequest, request, type Outcome } from './requests.ts'
import { RoomAddress } from './room-address.ts'
import type { FanView, RoomState, Transport } from './room-state.ts'
import { tabsOf, type Tabs } from './tabs.ts'
import { pageTimers, workerTimers, type Timers } from './timers.ts'

export type RoomOptions = {
  /** Tried in this order near the front; polls are what is left. */
  readonly transports?: readonly Transport[]
  /** An app's or another origin's: without it the place is in a cookie. */
  readonly token?: string
  /** What the page was delivered with, and the server's clock then. */
  readonly start?: { readonly view: FanView; readonly nowMs: number }
  /** Whether a turn is taken by itself while the page is looked at; it is, unless said otherwise. */
  readonly claimsItself?: boolean
  /** The address of timer-worker.js, for hidden tabs. */
  readonly timerScript?: string | URL
  /** What a page does that is too old for its server. */
  readonly reload?: () => void
}

/** Refused: by the code of the problem, or `unreachable`. */
export class RoomRefusal extends Error {
  override readonly name = 'RoomRefusal'
  readonly code: string

  constructor(code: string) {
    super(`The room refused: ${code}`)
    this.code = code
  }
}

export class Room {
  readonly #address: RoomAddress
  readonly #follower: Follower
  readonly #timers: Timers
  readonly #tabs: Tabs
  readonly #reload: () => void
  readonly #listeners = new Set<(state: RoomState) => void>()
  readonly #ended = new AbortController()
  #connection: Connection | undefined
  #callOff: (() => void) | undefined
  /** As the join answered it; used where the cookie does not come back. */
  #joinedToken: string | undefined
  #followedPlace: string | undefined

  /** `base` is the room's address: `https://room.example/rooms/demo`. */
  constructor(base: string, options: RoomOptions = {}) {
    const { transports = ['socket', 'stream', 'poll'], claimsItself = true } = options
    this.#address = new RoomAddress(base, options.token)
    this.#follower = new Follower({ transports, claimsItself }, Math.random)
    const { timerScript } = options
    this.#timers = timerScript === undefined ? pageTimers() : workerTimers(timerScript)
    this.#tabs = tabsOf(base, () => this.#happens({ kind: 'tab-took-over' }))
    this.#reload = options.reload ?? (() => {})
    this.#listensToThePage()
    const { view, nowMs } = options.start ?? { view: { kind: 'unknown' }, nowMs: Date.now() }
    this.#happens({ kind: 'begun', view, serverAheadMs: nowMs - Date.now() })
  }

  get state(): RoomState {
    return this.#follower.state
  }

  /** Told at once, and after everything that happens. Answers how to stop listening. */
  subscribe(listener: (state: RoomState) => void): () => void {
    this.#listeners.add(listener)
    listener(this.state)
    return () => this.#listeners.delete(listener)
  }

  /** A place in the line, or the one already held. `reloaded`: see docs/PROTOCOL.md. */
  join(body: { lane?: string; reloaded?: string } = {}): void {
    this.#wants({ what: 'join', body })
  }

  claim(): void {
    this.#wants({ what: 'claim' })
  }

  /** After a missed turn; a person's word. */
  here(): void {
    this.#wants({ what: 'here' })
  }

  /** How things stand now, without waiting for the next time. */
  look(): void {
    this.#happens({ kind: 'shown' })
  }

  leave(): void {
    this.#wants({ what: 'leave' })
  }

  release(): void {
    const { view } = this.state
    if (view.kind !== 'inside') return
    this.#wants({ what: 'release', body: { sessionId: view.session.sessionId } })
  }

  /** Another tab had taken over: this one follows the place again. */
  takeBack(): void {
    this.#followedPlace = undefined
    this.#happens({ kind: 'taken-back' })
  }

  /** A code for another device. */
  async transfer(): Promise<TransferAnswer> {
    const answer: TransferAnswer = JSON.parse(
      textOf(await patientRequest(this.#address, 'transfer', 'POST')),
    )
    return answer
  }

  /** Brings a place here by its code; a busy room is asked again in the same name. */
  async redeem(code: string, claimant: string): Promise<void> {
    const outcome = await patientRequest(this.#address, 'redeem', 'POST', { code, claimant })
    const { token }: z.infer<typeof moveAnswer> = JSON.parse(textOf(outcome))
    this.#joinedToken = token
    if (this.#address.token !== undefined) this.#address.token = token
    this.#happens({ kind: 'place-came' })
  }

  /** Nothing of it runs any more. The place is kept, and its fan is away. */
  end(): void {
    this.#ended.abort()
    this.#callOff?.()
    this.#connection?.hangUp()
    this.#tabs.end()
    this.#timers.end()
    this.#listeners.clear()
  }

  #wants(ask: Ask): void {
    this.#happens({ kind: 'wants', ask })
  }

  #happens(event: FanEvent): void {
    if (this.#ended.signal.aborted) return
    for (const action of this.#follower.step(event, Date.now())) this.#does(action)
    this.#followsPlace()
    this.#callOff?.()
    const nextMs = this.#follower.nextMs()
    if (nextMs !== undefined) {
      const woken = () => this.#happens({ kind: 'woken' })
      this.#callOff = this.#timers.after(Math.max(0, nextMs - Date.now()), woken)
    }
    const { state } = this
    for (const listener of this.#listeners) listener(state)
  }

  #does(action: FanAction): void {
    switch (action.kind) {
      case 'ask':
        void this.#asks(action.ask)
        return
      case 'connect': {
        const open = action.via === 'socket' ? openSocket : openStream
        this.#connection?.hangUp()
        this.#connection = open(this.#address, (event) => this.#happens(event))
        return
      }
      case 'say':
        return this.#connection?.say(action.message)
      case 'ping':
        return this.#connection?.ping()
      case 'hang-up':
        this.#connection?.hangUp()
        this.#connection = undefined
        return
      case 'carry-token':
        this.#address.token = this.#joinedToken
        return
      case 'reload':
        return this.#reload()
    }
  }

  async #asks(ask: Ask): Promise<void> {
    const { what } = ask
    const method = what === 'door' || what === 'status' ? 'GET' : 'POST'
    const sentMs = Date.now()
    const outcome = await request(this.#address, what, method, 'body' in ask ? ask.body : {})
    if (outcome.kind === 'unreachable') return this.#happens({ kind: 'unreachable', what })
    if (outcome.kind === 'problem') {
      const { problem, status, retryAfterMs } = outcome
      return this.#happens({ kind: 'refused', what, problem, status, retryAfterMs })
    }
    // The server is trusted to keep the protocol that it was asked by.
    const answered: Answered = { what, answer: JSON.parse(outcome.text) }
    if (answered.what === 'join' && answered.answer.kind !== 'let-through') {
      this.#joinedToken = answered.answer.token
      if (this.#address.token !== undefined) this.#address.token = this.#joinedToken
    }
    this.#happens({ kind: 'answered', sentMs, ...answered })
  }

  /** Tells the browser's other tabs which place is followed here. */
  #followsPlace(): void {
    const { view } = this.state
    if (view.kind !== 'placed') return
    const { lane, number } = view.poll.status.place
    const place = `${lane} ${number}`
    if (place === this.#followedPlace) return
    this.#followedPlace = place
    this.#tabs.follow(place)
  }

  #listensToThePage(): void {
    if (typeof document === 'undefined') return
    const { signal } = this.#ended
    const looked = () => {
      this.#happens({ kind: document.visibilityState === 'visible' ? 'shown' : 'hidden' })
    }
    document.addEventListener('visibilitychange', looked, { signal })
    // A page out of the browser's memory, and one that the system had put to sleep.
    addEventListener('pageshow', ({ persisted }) => persisted && looked(), { signal })
    document.addEventListener('resume', looked, { signal })
    addEventListener('online', () => this.#happens({ kind: 'online' }), { signal })
    addEventListener('offline', () => this.#happens({ kind: 'offline' }), { signal })
    if (document.visibilityState === 'hidden') this.#happens({ kind: 'hidden' })
  }
}

function textOf(outcome: Outcome): string {
  if (outcome.kind === 'answer') return outcome.text
  throw new RoomRefusal(outcome.kind === 'problem' ? outcome.problem.code : 'unreachable')
}
