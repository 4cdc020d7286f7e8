import { vi } from 'vitest'

/** The clock that only counts, moved by hand; timers and the network go on by their own. */
export class MovedTime {
  #movedMs = 0
  readonly #realMs = performance.now.bind(performance)

  constructor() {
    vi.spyOn(performance, 'now').mockImplementation(() => this.#realMs() + this.#movedMs)
  }

  pass(ms: number): void {
    this.#movedMs += ms
  }
}
