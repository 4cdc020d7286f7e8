/**
 * The shop behind the line, as far as it slows down: its answers take longer as more sessions
 * than it is comfortable with are served. It reports, and the room's rate follows.
 */
import {
  decide,
  hearOrigin,
  openPressure,
  type Pressure,
} from '../../core/queue/pressure/pressure.ts'
import { pressureSettings } from '../../core/queue/pressure/settings.ts'
import type { Scenario } from '../scenario.ts'
import type { Sale } from './sale.ts'

const REPORT_EVERY_MS = 5_000
/** An unhurried answer; a session asks for a page every five seconds. */
const CALM_LATENCY_MS = 150
const REQUESTS_PER_SESSION = REPORT_EVERY_MS / 5_000

export class Shop {
  #pressure: Pressure
  #capacity: number
  #slow = 1
  readonly #sale: Sale

  constructor(
    { comfortable, floorPerSecond, ceilingPerSecond }: NonNullable<Scenario['origin']>,
    sale: Sale,
  ) {
    const settings = pressureSettings.parse({ floorPerSecond, ceilingPerSecond })
    this.#sale = sale
    this.#capacity = comfortable
    this.#pressure = openPressure(settings, sale.scenario.ratePerSecond, sale.clock.nowMs)
    sale.clock.every(REPORT_EVERY_MS, () => this.#report())
  }

  slowDown(to: number, forSeconds: number): void {
    this.#slow = to
    this.#sale.clock.after(forSeconds * 1_000, () => (this.#slow = 1))
  }

  /** Sessions inside against what it can serve well. */
  get load(): number {
    return this.#sale.inside / (this.#capacity * this.#slow)
  }

  #report(): void {
    const { clock, inside, books } = this.#sale
    const { load } = this
    const requests = Math.round(inside * REQUESTS_PER_SESSION)
    // As in a queue: up to its comfort little changes, and then much.
    const latencyP95Ms = CALM_LATENCY_MS * (load < 0.9 ? 1 / (1 - load) : 10 * (load / 0.9) ** 4)
    const report = {
      reporter: 'shop',
      source: 'origin',
      atMs: clock.nowMs,
      windowMs: REPORT_EVERY_MS,
      requests,
      errors: load > 1.5 ? Math.round(requests * 0.05) : 0,
      inFlight: Math.round(inside / 10),
      ...(requests > 0 && { latencyP95Ms }),
    } as const
    this.#pressure = hearOrigin(this.#pressure, report, clock.nowMs)
    const waitsForRate = books.idle.anybodyHere && books.slots.held < books.slots.cap
    const decided = decide(this.#pressure, { sessionsInside: inside, waitsForRate }, clock.nowMs)
    this.#pressure = decided.pressure
    const rate = decided.ratePerSecond
    if (rate !== this.#sale.room.state.settings.ratePerSecond) this.#sale.setRate(rate)
  }
}
