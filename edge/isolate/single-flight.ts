/**
 * One call for all who need its answer. In a Worker a promise dies with the request that began it,
 * unless that request was told to wait for it: so the leader's call is handed to `waitUntil`, it
 * has a deadline, and who follows has one too, so that a leader that is lost takes nobody along.
 */
import { within } from '../objects/within.ts'

type Flight<T> = { readonly answer: Promise<T>; readonly beganAtMs: number }

export class SingleFlight<T> {
  #flight: Flight<T> | undefined
  readonly #deadlineMs: number
  readonly #what: string

  constructor(what: string, deadlineMs: number) {
    this.#what = what
    this.#deadlineMs = deadlineMs
  }

  /** The answer of the call that is out, or of one that begins now. */
  async join(waitUntil: (promise: Promise<unknown>) => void, begin: () => Promise<T>): Promise<T> {
    const out = this.#flight
    if (out !== undefined && Date.now() - out.beganAtMs < this.#deadlineMs) {
      return within(out.answer, this.#deadlineMs, this.#what)
    }
    const flight = { answer: within(begin(), this.#deadlineMs, this.#what), beganAtMs: Date.now() }
    this.#flight = flight
    const clear = () => {
      if (this.#flight === flight) this.#flight = undefined
    }
    const over = flight.answer.then(clear, clear)
    waitUntil(over)
    return flight.answer
  }
}
