/** How a room's rate follows its shop: what was reported and decided, stored beside the room. */
import type { RateBy } from '../../core/operate/figures-of.ts'
import type { OriginRate } from '../../core/operate/origin-rate.ts'
import {
  follow,
  hearOrigin,
  openPressure,
  override,
  pressureState,
  resettled,
  type Pressure,
} from '../../core/queue/pressure/pressure.ts'
import type { OriginReport } from '../../core/queue/pressure/report.ts'
import type { PressureSettings } from '../../core/queue/pressure/settings.ts'
import { followShop } from '../../core/queue/room/following.ts'
import type { Room } from '../../core/queue/room/room.ts'
import type { Rows } from './rows.ts'

const NAME = 'pressure'

export class RoomPressure {
  readonly #rows: Rows
  #state: Pressure | undefined

  constructor(rows: Rows) {
    this.#rows = rows
  }

  /** Who moves the rate, and why it is what it is. */
  get by(): RateBy {
    if (this.#state === undefined) return { by: 'hand' }
    const { byHand, reason } = this.#state
    return { by: byHand ? 'hand' : 'shop', reason }
  }

  /** From what was stored, or anew; by the settings as they now are. */
  open(settings: PressureSettings | undefined, ratePerSecond: number, nowMs: number): void {
    if (settings === undefined) {
      this.#state = undefined
      return
    }
    const stored = this.#state ?? pressureState.safeParse(parsed(this.#rows.kept(NAME))).data
    this.#take(
      stored === undefined
        ? openPressure(settings, ratePerSecond, nowMs)
        : resettled(stored, settings, nowMs),
    )
  }

  /** What is said again, or late, changes nothing. */
  hear(report: OriginReport, nowMs: number): void {
    if (this.#state !== undefined) this.#take(hearOrigin(this.#state, report, nowMs))
  }

  /** An operator's act. Their rate counts until they let go, and was checked against its bounds. */
  take(
    rate: OriginRate,
    settings: PressureSettings | undefined,
    ratePerSecond: number,
    nowMs: number,
  ): void {
    if (rate.kind === 'as-it-is') return
    this.open(settings, ratePerSecond, nowMs)
    if (this.#state === undefined) return
    if (rate.kind === 'follow') this.#take(follow(this.#state, nowMs))
    if (rate.kind === 'by-hand') {
      const set = override(this.#state, rate.ratePerSecond, nowMs)
      if (set.kind === 'pressure') this.#take(set.pressure)
    }
  }

  follow(room: Room, nowMs: number): Room {
    if (this.#state === undefined) return room
    const followed = followShop(room, this.#state, nowMs)
    this.#take(followed.pressure)
    return followed.room
  }

  #take(after: Pressure): void {
    if (after === this.#state) return
    this.#rows.keep(NAME, JSON.stringify(after))
    this.#state = after
  }
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}
