/** A million fans as columns: what each is like, where each stands, and how each fared. */
import type { Scenario } from '../scenario.ts'
import { ASKED, type Dice } from './dice.ts'

/** Where a fan is on their way. The crowd's own view: what the page was told and its person did. */
export const AT = {
  home: 0,
  far: 1,
  /** Told to connect, and about to. */
  coming: 2,
  near: 3,
  /** Was told of a turn, and is about to take it. */
  called: 4,
  inside: 5,
  /** Missed their turn. */
  missed: 6,
  through: 7,
  left: 8,
} as const

export type Manner = 'fan' | Scenario['crowd']['bots'][number]['manner']

export class Fans {
  readonly size: number
  readonly at: Uint8Array
  readonly lane: Uint8Array
  readonly number: Int32Array
  readonly position: Int32Array
  readonly turn: Int32Array
  readonly joinedAtMs: Float64Array
  /** When patience ends. */
  readonly leavesAtMs: Float64Array
  /** The first turn offered; 0 before. */
  readonly calledAtMs: Float64Array
  /** The page is there: it pings, polls, and hears what is pushed. */
  readonly awake: Uint8Array
  /** A socket stands, as far as the segment knows. */
  readonly connected: Uint8Array
  /** Turns missed. */
  readonly lapses: Uint8Array
  readonly #scenario: Scenario
  readonly #dice: Dice

  constructor(scenario: Scenario, dice: Dice) {
    const size = scenario.fans
    this.size = size
    this.at = new Uint8Array(size)
    this.lane = new Uint8Array(size)
    this.number = new Int32Array(size).fill(-1)
    this.position = new Int32Array(size).fill(-1)
    this.turn = new Int32Array(size)
    this.joinedAtMs = new Float64Array(size)
    this.leavesAtMs = new Float64Array(size)
    this.calledAtMs = new Float64Array(size)
    this.awake = new Uint8Array(size)
    this.connected = new Uint8Array(size)
    this.lapses = new Uint8Array(size)
    this.#scenario = scenario
    this.#dice = dice
    for (let fan = 0; fan < size; fan += 1) this.lane[fan] = this.#laneOf(fan)
  }

  manner(fan: number): Manner {
    let left = this.#dice.of(fan, ASKED.bot)
    for (const { manner, share } of this.#scenario.crowd.bots) {
      if (left < share) return manner
      left -= share
    }
    return 'fan'
  }

  /** Does not take a first turn. Who came back after missing one takes the next. */
  isNoShow(fan: number): boolean {
    return this.manner(fan) === 'fan' && this.#is(fan, ASKED.noShow, 'noShow')
  }

  comesBack(fan: number): boolean {
    return (this.lapses[fan] ?? 0) < 2 && this.#is(fan, ASKED.comeBack, 'comeBack')
  }

  reloads(fan: number): boolean {
    return this.#is(fan, ASKED.reload, 'reload')
  }

  losesSocket(fan: number): boolean {
    return this.#is(fan, ASKED.lostSocket, 'lostSocket')
  }

  isHidden(fan: number): boolean {
    return this.manner(fan) === 'fan' && this.#is(fan, ASKED.hidden, 'hidden')
  }

  polls(fan: number): boolean {
    return this.#is(fan, ASKED.polls, 'polls')
  }

  buys(fan: number): boolean {
    const { stock } = this.#scenario
    return stock !== undefined && this.#dice.of(fan, ASKED.buys) < stock.buys
  }

  saysGoodbye(fan: number): boolean {
    return this.#dice.of(fan, ASKED.saysGoodbye) < 0.5
  }

  shopsForMs(fan: number): number {
    const { medianSeconds, spread } = this.#scenario.crowd.shopping
    if (this.manner(fan) === 'sprint') return 4_000
    return 1_000 * this.#dice.spread(fan, ASKED.shopping, medianSeconds, spread)
  }

  patienceMs(fan: number): number {
    const { medianSeconds, spread } = this.#scenario.crowd.patience
    return 1_000 * this.#dice.spread(fan, ASKED.patience, medianSeconds, spread)
  }

  #is(
    fan: number,
    asked: number,
    habit: 'noShow' | 'comeBack' | 'reload' | 'lostSocket' | 'hidden' | 'polls',
  ) {
    return this.#dice.of(fan, asked) < this.#scenario.crowd[habit]
  }

  #laneOf(fan: number): number {
    const { lanes } = this.#scenario
    let left = this.#dice.of(fan, ASKED.lane)
    for (const [index, { fans }] of lanes.entries()) {
      if (left < fans) return index
      left -= fans
    }
    return lanes.length - 1
  }
}
