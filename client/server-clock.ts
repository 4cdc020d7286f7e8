/** The server's clock, as far as a page can know it: a fan's own may be anything. */
const FRESH_MS = 60_000

export class ServerClock {
  aheadMs = 0
  /** Half the round trip of the best answer so far: it is off by no more than this. */
  #errorMs = Infinity
  #learnedMs = -Infinity

  /** From an answer: its server's clock was read about half way between asking and hearing. */
  learn(serverMs: number, sentMs: number, receivedMs: number): void {
    const errorMs = (receivedMs - sentMs) / 2
    const isStale = Math.abs(receivedMs - this.#learnedMs) > FRESH_MS
    if (errorMs > this.#errorMs && !isStale) return
    this.aheadMs = serverMs - (sentMs + errorMs)
    this.#errorMs = errorMs
    this.#learnedMs = receivedMs
  }

  /** From a push, whose way here is not known: better than nothing, and than a clock that jumped. */
  guess(aheadMs: number, nowMs: number): void {
    const isJump = Math.abs(aheadMs - this.aheadMs) > 10_000
    if (this.#errorMs < Infinity && !isJump) return
    this.aheadMs = aheadMs
    this.#learnedMs = nowMs
  }
}
