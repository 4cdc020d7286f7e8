/**
 * One call for all who need what it brings, where requests go on to read their own bodies: whoever
 * waits for a promise of another request may find themselves in that request's place, where their
 * own body is out of reach. So who follows looks by a timer of their own whether it has come.
 */
import { within } from '../objects/within.ts'

const LOOK_MS = 5

export class OneLook {
  readonly #deadlineMs: number
  readonly #what: string
  #beganAtMs = -Infinity

  constructor(what: string, deadlineMs: number) {
    this.#what = what
    this.#deadlineMs = deadlineMs
  }

  /** When it returns, the call that was out is over; throws when it failed, or never came back. */
  async look(
    waitUntil: (promise: Promise<unknown>) => void,
    begin: () => Promise<void>,
  ): Promise<void> {
    if (!this.isOut) return this.#lead(waitUntil, begin)
    while (this.isOut) await scheduler.wait(LOOK_MS)
  }

  get isOut(): boolean {
    return Date.now() - this.#beganAtMs < this.#deadlineMs
  }

  async #lead(
    waitUntil: (promise: Promise<unknown>) => void,
    begin: () => Promise<void>,
  ): Promise<void> {
    const beganAtMs = Date.now()
    this.#beganAtMs = beganAtMs
    const call = within(begin(), this.#deadlineMs, this.#what).finally(() => {
      if (this.#beganAtMs === beganAtMs) this.#beganAtMs = -Infinity
    })
    waitUntil(call.catch(() => {}))
    await call
  }
}
