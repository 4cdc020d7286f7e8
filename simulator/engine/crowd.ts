/**
 * The crowd: what pages and their people do. They know what they were told, and act by messages
 * that take a while. A push that was lost is made up from a poll.
 */
import { has } from '../../core/queue/bits.ts'
import { nextStep, type LaneReach } from '../../core/queue/near.ts'
import { connect, disconnect, fansSeen, imHere } from '../../core/queue/segment/arrivals.ts'
import { claim, endSession, leave, renew } from '../../core/queue/segment/claims.ts'
import type { SegmentEffect, Step } from '../../core/queue/segment/effects.ts'
import type { Books } from './books/books.ts'
import type { Clock } from './clock.ts'
import { ASKED, type Dice } from './dice.ts'
import { AT, type Fans } from './fans.ts'
import { PAGE, type SegmentMachine } from './machines/segment.ts'
import type { Network } from './network.ts'

/** What a fan does next, by the clock. */
const ACT = {
  connect: 1,
  claim: 2,
  release: 3,
  renew: 4,
  leave: 5,
  reload: 6,
  loseSocket: 7,
  wake: 8,
  here: 9,
  hammer: 10,
  look: 11,
} as const

export type CrowdSurroundings = {
  readonly clock: Clock
  readonly dice: Dice
  readonly fans: Fans
  readonly books: Books
  readonly network: Network
  readonly segmentOf: (lane: number, position: number) => SegmentMachine
  readonly reachOf: (lane: number) => LaneReach
  readonly nearMs: number
  /** A call to a segment, to be counted. */
  readonly calls: (machine: SegmentMachine) => void
  readonly admitted: (fan: number) => void
  /** Through, gone, or never to come back. */
  readonly ended: (fan: number) => void
}

/** A page without a socket asks this often while near; so does one whose push was lost. */
export const NEAR_POLL_MS = 5_000
const RENEW_MS = 45_000
const RETRY_MS = 2_000

export class Crowd {
  connects = 0
  claims = 0
  renewals = 0
  others = 0
  /** To "still there?", over the socket. */
  answers = 0
  readonly #around: CrowdSurroundings

  constructor(around: CrowdSurroundings) {
    this.#around = around
  }

  /** Near has come to a fan, who hears of it by a poll and connects in time. */
  becomesNear(fan: number, hearsInMs: number): void {
    const { fans, dice, clock, reachOf, nearMs } = this.#around
    if (fans.at[fan] !== AT.far) return
    fans.at[fan] = AT.coming
    const reach = reachOf(fans.lane[fan] ?? 0)
    const position = fans.position[fan] ?? 0
    const step = nextStep(position, reach, nearMs, dice.of(fan, ASKED.connect))
    this.#plan(fan, clock.nowMs + hearsInMs + step.inMs, ACT.connect)
  }

  /** By the clock: the next thing a fan does. */
  acts(fan: number, act: number): void {
    switch (act) {
      case ACT.connect:
        return this.#connects(fan)
      case ACT.claim:
        return this.#claims(fan)
      case ACT.release:
        return this.#releases(fan)
      case ACT.renew:
        return this.#renews(fan)
      case ACT.leave:
        return this.#leaves(fan)
      case ACT.reload:
        return this.#reloads(fan)
      case ACT.loseSocket:
        return this.#losesSocket(fan)
      case ACT.wake:
        return this.#wakes(fan)
      case ACT.here:
        return this.#isHere(fan)
      case ACT.hammer:
        return this.#hammers(fan)
      case ACT.look:
        return this.#looks(fan)
    }
  }

  /** What a segment pushes. Who has no socket, or lost the push, finds it at the next poll. */
  told(fan: number, effect: SegmentEffect): void {
    const { fans, network, clock, dice } = this.#around
    if (effect.kind === 'session-ended') return this.#through(fan)
    if (effect.kind === 'lapsed') fans.lapses[fan] = (fans.lapses[fan] ?? 0) + 1
    const pushed = fans.connected[fan] === 1 && fans.awake[fan] === 1 && !network.isLost()
    if (effect.kind === 'still-there') {
      if (pushed) clock.after(network.delayMs() * 2, () => this.#answers(fan))
      return
    }
    const pollMs = dice.next() * NEAR_POLL_MS
    const inMs = network.delayMs() + (pushed ? 0 : pollMs)
    clock.after(inMs, () => (effect.kind === 'lapsed' ? this.#misses(fan) : this.#hears(fan)))
  }

  /** The page is open, and its fan waits. */
  #isOpen(fan: number): boolean {
    const { at, awake } = this.#around.fans
    return (
      awake[fan] === 1 && (at[fan] === AT.near || at[fan] === AT.called || at[fan] === AT.missed)
    )
  }

  /** Every socket is gone at once; pages open them again within seconds. */
  dropSocket(fan: number): void {
    const { fans, clock, dice } = this.#around
    if (fans.connected[fan] === 0) return
    fans.connected[fan] = 0
    this.#page(fan, PAGE.none)
    this.#plan(fan, clock.nowMs + 500 + dice.next() * 12_000, ACT.wake)
  }

  #connects(fan: number): void {
    const { fans, clock, dice } = this.#around
    if (fans.at[fan] !== AT.coming) return
    if ((fans.leavesAtMs[fan] ?? 0) <= clock.nowMs) return this.#end(fan, AT.left)
    fans.at[fan] = AT.near
    fans.awake[fan] = 1
    this.#opens(fan)
    this.#plan(fan, fans.leavesAtMs[fan] ?? 0, ACT.leave)
    const soon = () => clock.nowMs + dice.next() * 60_000
    if (fans.reloads(fan)) this.#plan(fan, soon(), ACT.reload)
    if (fans.losesSocket(fan)) this.#plan(fan, soon(), ACT.loseSocket)
    if (fans.manner(fan) === 'hammer') this.#plan(fan, clock.nowMs + 1_000, ACT.hammer)
    // Called before it came: the first answer says so.
    this.#plan(fan, clock.nowMs + 50, ACT.look)
  }

  #opens(fan: number): void {
    const { fans, books } = this.#around
    const position = fans.position[fan] ?? 0
    const machine = this.#machine(fan)
    if (machine.isSilent) return this.#again(fan, ACT.wake)
    this.connects += 1
    this.#calls(fan)
    this.#page(fan, fans.polls(fan) ? PAGE.polls : PAGE.socket)
    books.sign(fan)
    if (fans.polls(fan)) {
      machine.commit(fansSeen(machine.state, [position], machine.nowMs, machine.nowMs))
    } else {
      fans.connected[fan] = 1
      machine.commit(connect(machine.state, position, machine.nowMs))
    }
  }

  #answers(fan: number): void {
    const { fans, books } = this.#around
    const machine = this.#machine(fan)
    if (fans.awake[fan] === 0 || fans.connected[fan] === 0 || machine.isSilent) return
    books.sign(fan)
    this.answers += 1
    const position = fans.position[fan] ?? 0
    machine.commit(fansSeen(machine.state, [position], machine.nowMs, machine.nowMs))
  }

  /** A turn: the page takes it while it is looked at, its person when they see it. */
  #hears(fan: number): void {
    const { fans, dice, clock } = this.#around
    if (fans.awake[fan] === 0 || fans.at[fan] !== AT.near) return
    fans.at[fan] = AT.called
    const isFirst = (fans.lapses[fan] ?? 0) === 0
    if (isFirst && fans.isNoShow(fan)) return
    const quick = 100 + 400 * dice.of(fan, ASKED.delay)
    const slow = 1_000 * dice.spread(fan, ASKED.away, 12, 2)
    this.#plan(fan, clock.nowMs + (isFirst && fans.isHidden(fan) ? slow : quick), ACT.claim)
  }

  #claims(fan: number): void {
    const { fans, books, clock, network } = this.#around
    if (fans.at[fan] !== AT.called) return
    const machine = this.#machine(fan)
    if (machine.isSilent || network.isLost()) return this.#again(fan, ACT.claim)
    this.claims += 1
    this.#calls(fan)
    const answered = claim(machine.state, fans.position[fan] ?? 0, machine.nowMs)
    machine.commit(answered, 1)
    books.claimed(fan, answered.outcome, machine.skewMs)
    if (answered.outcome.kind !== 'admitted') return
    // An answer that is lost leaves the fan called, and they claim again.
    if (network.isLost()) return this.#again(fan, ACT.claim)
    fans.at[fan] = AT.inside
    this.#page(fan, PAGE.none)
    fans.turn[fan] = Number(answered.outcome.session.sessionId.split('.').at(-1))
    this.#around.admitted(fan)
    if (fans.manner(fan) === 'squat') return
    const shopsForMs = fans.shopsForMs(fan)
    this.#plan(fan, clock.nowMs + network.delayMs() + shopsForMs, ACT.release)
    if (shopsForMs > RENEW_MS) this.#plan(fan, clock.nowMs + RENEW_MS, ACT.renew)
  }

  #renews(fan: number): void {
    const { fans, books, clock } = this.#around
    if (fans.at[fan] !== AT.inside) return
    const machine = this.#machine(fan)
    this.#plan(fan, clock.nowMs + RENEW_MS, ACT.renew)
    if (machine.isSilent) return
    this.renewals += 1
    this.#calls(fan)
    const [position, turn] = [fans.position[fan] ?? 0, fans.turn[fan] ?? 0]
    const answered = renew(machine.state, position, turn, machine.nowMs)
    machine.commit(answered, 1)
    books.renewed(fan, answered.outcome, machine.skewMs)
  }

  #releases(fan: number): void {
    const { fans, books } = this.#around
    if (fans.at[fan] !== AT.inside) return
    const machine = this.#machine(fan)
    if (machine.isSilent) return this.#again(fan, ACT.release)
    this.others += 1
    this.#calls(fan)
    const [position, turn] = [fans.position[fan] ?? 0, fans.turn[fan] ?? 0]
    books.cut(fan)
    machine.commit(endSession(machine.state, position, turn, machine.nowMs))
    this.#through(fan)
  }

  #leaves(fan: number): void {
    const { fans, books } = this.#around
    const at = fans.at[fan]
    if (at === AT.inside || at === AT.through || at === AT.left || at === AT.home) return
    // Who stays away after a missed turn was counted as gone then.
    if (at === AT.missed && !fans.comesBack(fan)) return
    const machine = this.#machine(fan)
    if (at === AT.far || at === AT.coming || machine.isSilent) return this.#end(fan, AT.left)
    if (fans.saysGoodbye(fan)) {
      this.others += 1
      this.#calls(fan)
      books.left(fan)
      machine.commit(leave(machine.state, fans.position[fan] ?? 0, machine.nowMs), 1)
    } else this.#closes(fan)
    this.#end(fan, AT.left)
  }

  /** The page is closed or reloads: the socket says so. */
  #closes(fan: number): void {
    const { fans, books } = this.#around
    fans.awake[fan] = 0
    this.#page(fan, PAGE.none)
    const machine = this.#machine(fan)
    if (fans.connected[fan] === 0) return
    fans.connected[fan] = 0
    books.doubt(fan)
    machine.commit(disconnect(machine.state, fans.position[fan] ?? 0, machine.nowMs))
  }

  #reloads(fan: number): void {
    const { clock, dice } = this.#around
    if (!this.#isOpen(fan)) return
    this.#closes(fan)
    this.#plan(fan, clock.nowMs + 500 + dice.next() * 2_000, ACT.wake)
  }

  /** Without a word: the segment thinks the socket stands until pings stay out. */
  #losesSocket(fan: number): void {
    const { fans, clock, dice } = this.#around
    if (!this.#isOpen(fan)) return
    fans.awake[fan] = 0
    this.#page(fan, PAGE.none)
    this.#plan(fan, clock.nowMs + 1_000 * dice.spread(fan, ASKED.away, 90, 2), ACT.wake)
  }

  #wakes(fan: number): void {
    const { fans, clock } = this.#around
    const at = fans.at[fan]
    if (at !== AT.near && at !== AT.called && at !== AT.missed) return
    fans.awake[fan] = 1
    this.#opens(fan)
    this.#plan(fan, clock.nowMs + 50, ACT.look)
  }

  /** Reads how it stands: called or missed, while nobody could say so. */
  #looks(fan: number): void {
    const { fans } = this.#around
    if (fans.awake[fan] === 0) return
    const { state } = this.#machine(fan)
    const offset = (fans.position[fan] ?? 0) - state.name.index * state.span
    if (has(state.offered, offset)) this.#hears(fan)
    else if (has(state.lapsed, offset)) this.#misses(fan)
  }

  #misses(fan: number): void {
    const { fans, clock, dice } = this.#around
    const at = fans.at[fan]
    if (at !== AT.near && at !== AT.called) return
    fans.at[fan] = AT.missed
    if (!fans.comesBack(fan)) return this.#end(fan, AT.missed)
    this.#plan(fan, clock.nowMs + 1_000 * dice.spread(fan, ASKED.away, 45, 2), ACT.here)
  }

  #isHere(fan: number): void {
    const { fans, books } = this.#around
    if (fans.at[fan] !== AT.missed) return
    const machine = this.#machine(fan)
    if (machine.isSilent) return this.#again(fan, ACT.here)
    fans.at[fan] = AT.near
    fans.awake[fan] = 1
    this.#page(fan, fans.connected[fan] === 1 ? PAGE.socket : PAGE.polls)
    this.others += 1
    this.#calls(fan)
    books.here(fan)
    machine.commit(imHere(machine.state, fans.position[fan] ?? 0, machine.nowMs), 1)
  }

  #hammers(fan: number): void {
    const { fans, books, clock } = this.#around
    const at = fans.at[fan]
    if (at !== AT.near && at !== AT.called) return
    this.#plan(fan, clock.nowMs + 1_000, ACT.hammer)
    const machine = this.#machine(fan)
    if (at === AT.called || machine.isSilent) return
    this.claims += 1
    this.#calls(fan)
    const answered = claim(machine.state, fans.position[fan] ?? 0, machine.nowMs)
    books.hammered(fan, answered.outcome)
    const taken: Step = answered
    machine.commit(taken)
    if (answered.outcome.kind !== 'admitted') return
    books.claimed(fan, answered.outcome, machine.skewMs)
    fans.at[fan] = AT.called
    this.#again(fan, ACT.claim)
  }

  #through(fan: number): void {
    if (this.#around.fans.at[fan] === AT.inside) this.#end(fan, AT.through)
  }

  #end(fan: number, at: number): void {
    const { fans } = this.#around
    if (fans.awake[fan] === 1) this.#page(fan, PAGE.none)
    fans.at[fan] = at
    fans.awake[fan] = 0
    this.#around.ended(fan)
  }

  #again(fan: number, act: number): void {
    this.#plan(fan, this.#around.clock.nowMs + RETRY_MS, act)
  }

  #plan(fan: number, atMs: number, act: number): void {
    this.#around.clock.fanAt(Math.floor(atMs), fan, act)
  }

  /** What the segment has of a fan's page, for its next look at them. */
  #page(fan: number, page: number): void {
    const machine = this.#machine(fan)
    machine.pages[(this.#around.fans.position[fan] ?? 0) % machine.state.span] = page
    if (page !== PAGE.none) machine.isFollowed = true
  }

  #machine(fan: number): SegmentMachine {
    const { fans, segmentOf } = this.#around
    return segmentOf(fans.lane[fan] ?? 0, fans.position[fan] ?? 0)
  }

  #calls(fan: number): void {
    this.#around.calls(this.#machine(fan))
  }
}
