/** How a room's rate follows its shop: what was reported and decided, stored beside the room. */
import {
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

  /** From what was stored, or anew; by the settings as they now are. */
  open(settings: PressureSettings | undefined, ratePerSecond: number, nowMs: number): void {
    if (settings === undefined) {
      this.#state = undefined
      return
    }
    const stored = pressureState.safeParse(parsed(this.#rows.kept(NAME))).data
    this.#state =
      stored === undefined
        ? openPressure(settings, ratePerSecond, nowMs)
        : resettled(stored, settings, nowMs)
  }

  /** What is said again, or late, changes nothing. */
  hear(report: OriginReport, nowMs: number): void {
    if (this.#state !== undefined) this.#take(hearOrigin(this.#state, report, nowMs))
  }

  /** An operator's rate counts until they let go; out of their own bounds it is none. */
  isSetByHand(ratePerSecond: number, nowMs: number): boolean {
    if (this.#state === undefined) return true
    const set = override(this.#state, ratePerSecond, nowMs)
    if (set.kind === 'refused') return false
    this.#take(set.pressure)
    return true
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
