/** Messages between machines: late by a little, sometimes by more, and now and then lost. */
import type { Scenario } from '../scenario.ts'
import type { Clock } from './clock.ts'
import type { Dice } from './dice.ts'

export class Network {
  readonly #clock: Clock
  readonly #dice: Dice
  readonly #latencyMs: number
  readonly #lost: number

  constructor({ machines }: Scenario, clock: Clock, dice: Dice) {
    this.#clock = clock
    this.#dice = dice
    this.#latencyMs = machines.latencyMs
    this.#lost = machines.lostMessages
  }

  send(deliver: () => void): void {
    if (!this.isLost()) this.#clock.after(this.delayMs(), deliver)
  }

  isLost(): boolean {
    return this.#lost > 0 && this.#dice.next() < this.#lost
  }

  /** Half the mean at the least; one in a hundred takes five times the mean. */
  delayMs(): number {
    const slow = this.#dice.next()
    return Math.round(this.#latencyMs * (0.5 + slow / 2 + 4 * slow ** 15))
  }
}
