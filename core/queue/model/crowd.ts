/**
 * Fans with manners. They know their number and what they were told, act through messages that
 * may be lost, and believe nothing they did not hear.
 */
import { has } from '../bits.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import { connect, disconnect, fansSeen, hearNumbers, imHere } from '../segment/arrivals.ts'
import { claim, endSession, leave, renew, type Session } from '../segment/claims.ts'
import { at } from '../segment/columns.ts'
import type { Answered, SegmentEffect, Step } from '../segment/effects.ts'
import { movePlace } from '../segment/places.ts'
import { PROBE_AHEAD_SECONDS } from '../limits.ts'
import type { Act } from './acts.ts'
import type { Random } from './random.ts'
import type { SegmentHost } from './segment-host.ts'
import type { World } from './world.ts'

export type Manners = {
  /** Never takes a turn. */
  readonly noShow: boolean
  /** Has no socket: is seen by its polls, and simply stops when it goes. */
  readonly polls: boolean
  readonly shopsForMs: number
}

export type Fan = {
  readonly id: number
  readonly lane: string
  readonly position: number
  readonly manners: Manners
  readonly joinedAtMs: number
  generation: number
  awake: boolean
  session: Session | undefined
  /** Left, was revoked, or is through: no more is to come for this fan. */
  done: boolean
}

const PING_MS = 15_000
const POLL_MS = 4_000
const LOOK_MS = 2_000

export class Crowd {
  readonly fans: Fan[] = []
  readonly #world: World
  readonly #random: Random

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
  }

  join(lane: string, which: number, manners: Manners): void {
    const isolates = this.#world.isolates.get(lane) ?? []
    const isolate = isolates[which % isolates.length]
    isolate?.join((position) => {
      const fan: Fan = {
        id: this.fans.length,
        lane,
        position,
        manners,
        joinedAtMs: this.#world.network.nowMs,
        generation: 0,
        awake: true,
        session: undefined,
        done: false,
      }
      this.fans.push(fan)
      this.#world.observer.joined(fan, this.#world.segmentOf(lane, position))
      this.#connect(fan)
      this.#live(fan)
    })
  }

  pick(which: number): Fan | undefined {
    return this.fans[which % Math.max(1, this.fans.length)]
  }

  sleep(fan: Fan): void {
    fan.awake = false
    this.#disconnect(fan)
  }

  wake(fan: Fan): void {
    fan.awake = true
    this.here(fan)
    this.#connect(fan)
  }

  here(fan: Fan): void {
    if (fan.done) return
    this.#send(fan, (host) => imHere(host.state, fan.position, host.nowMs), signs(fan, true))
  }

  claim(fan: Fan): void {
    this.#ask(
      fan,
      (host) => claim(host.state, fan.position, host.nowMs),
      (outcome) => ({ kind: 'claimed', position: fan.position, outcome }),
      (outcome) => {
        if (outcome.kind === 'over') fan.done = true
        if (outcome.kind !== 'admitted') return
        const isNew = fan.session === undefined
        fan.session = outcome.session
        if (isNew) this.#world.network.after(fan.manners.shopsForMs, () => this.release(fan))
      },
    )
  }

  renew(fan: Fan): void {
    const turn = turnOf(fan)
    if (turn === undefined) return
    this.#ask(
      fan,
      (host) => renew(host.state, fan.position, turn, host.nowMs),
      (outcome) => ({ kind: 'renewed', position: fan.position, outcome }),
      () => {},
    )
  }

  release(fan: Fan): void {
    const turn = turnOf(fan)
    if (turn === undefined) return
    this.#ask(
      fan,
      (host) => endSession(host.state, fan.position, turn, host.nowMs),
      () => ({ kind: 'ended', position: fan.position }),
      () => (fan.done = true),
    )
  }

  leave(fan: Fan): void {
    this.#ask(
      fan,
      (host) => leave(host.state, fan.position, host.nowMs),
      () => ({ kind: 'left', position: fan.position }),
      () => (fan.done = true),
    )
  }

  /** Another device takes the place; the old one is told at once, and may take it back. */
  move(fan: Fan): void {
    const asked = fan.generation
    this.#ask(
      fan,
      (host) => movePlace(host.state, fan.position, asked, host.nowMs),
      (outcome) => ({ kind: 'moved', position: fan.position, asked, outcome }),
      (outcome) => {
        if ('generation' in outcome) fan.generation = Math.max(fan.generation, outcome.generation)
      },
    )
  }

  hearNumbers(host: SegmentHost, account: NumbersAccount): boolean {
    if (host.isSilent) return false
    const positions = this.fans
      .filter(({ lane }) => lane === host.state.name.lane)
      .map(({ position }) => position)
      .filter((position) => account.used.some(({ from, to }) => from <= position && position < to))
      .filter((position) => this.#world.segmentOf(host.state.name.lane, position) === host)
    return host.commit(hearNumbers(host.state, account, host.nowMs), { kind: 'joined', positions })
  }

  /** A deploy: every socket is gone; pages open them again within a few seconds. */
  dropSockets(): void {
    for (const fan of this.fans) {
      if (fan.done || !fan.awake) continue
      this.#disconnect(fan)
      this.#world.network.after(500 + Math.floor(this.#random() * 2_000), () => {
        if (fan.awake) this.#connect(fan)
      })
    }
  }

  /** What a socket brings: an awake page answers "still there?" and takes its turn. */
  told(host: SegmentHost, effect: SegmentEffect): void {
    const fan = this.fans.find(
      ({ lane, position }) => lane === host.state.name.lane && position === effect.position,
    )
    if (fan === undefined || !fan.awake || fan.done) return
    if (fan.manners.polls) return
    if (effect.kind === 'still-there') this.#seen(fan)
    if (effect.kind === 'your-turn' && !fan.manners.noShow) this.claim(fan)
  }

  #live(fan: Fan): void {
    const everyMs = fan.manners.polls ? POLL_MS : PING_MS
    this.#world.network.every(everyMs, () => fan.awake && !fan.done && this.#seen(fan))
    this.#world.network.every(LOOK_MS, () => this.#look(fan))
  }

  /** A page reads its status: a push that was lost is made up for. */
  #look(fan: Fan): void {
    if (fan.done || !fan.awake || fan.manners.noShow) return
    const { state, nowMs } = this.#world.segmentOf(fan.lane, fan.position)
    const offset = fan.position - state.name.index * state.span
    // A person who sees that they missed their turn says so, sooner or later.
    if (has(state.lapsed, offset) && this.#random() < 1 / 3) this.here(fan)
    const missedAnswer = fan.session === undefined && has(state.gone, offset)
    if (missedAnswer || at(state.offerUntilMs, offset) > nowMs) this.claim(fan)
    if (fan.session !== undefined) {
      if (fan.session.untilMs <= nowMs) fan.done = true
      else if (this.#random() < 1 / PROBE_AHEAD_SECONDS) this.renew(fan)
    }
  }

  #seen(fan: Fan): void {
    const seenAtMs = this.#world.network.nowMs
    this.#send(
      fan,
      (host) => fansSeen(host.state, [fan.position], seenAtMs + host.skewMs, host.nowMs),
      (host) => ({ ...signs(fan, false)(host), atMs: seenAtMs + host.skewMs }),
    )
  }

  #connect(fan: Fan): void {
    if (fan.manners.polls) return this.#seen(fan)
    this.#send(fan, (host) => connect(host.state, fan.position, host.nowMs), signs(fan, false))
  }

  #disconnect(fan: Fan): void {
    if (fan.manners.polls) return
    this.#send(
      fan,
      (host) => disconnect(host.state, fan.position, host.nowMs),
      () => ({ kind: 'lost-connection', position: fan.position }),
    )
  }

  #send(fan: Fan, step: (host: SegmentHost) => Step, act: (host: SegmentHost) => Act): void {
    this.#world.network.send(() => {
      const host = this.#world.segmentOf(fan.lane, fan.position)
      if (!host.isSilent) host.commit(step(host), act(host))
    })
  }

  #ask<Outcome>(
    fan: Fan,
    step: (host: SegmentHost) => Answered<Outcome>,
    act: (outcome: Outcome) => Act,
    answer: (outcome: Outcome) => void,
  ): void {
    this.#world.network.send(() => {
      const host = this.#world.segmentOf(fan.lane, fan.position)
      if (host.isSilent) return
      const answered = step(host)
      const stored = host.commit(answered, act(answered.outcome))
      if (stored) this.#world.network.send(() => answer(answered.outcome))
    })
  }
}

type Signs = Extract<Act, { kind: 'signs' }>

function signs(fan: Fan, deliberate: boolean): (host: SegmentHost) => Signs {
  return (host) => ({ kind: 'signs', positions: [fan.position], atMs: host.nowMs, deliberate })
}

function turnOf({ session }: Fan): number | undefined {
  return session === undefined ? undefined : Number(session.sessionId.split('.').at(-1))
}
