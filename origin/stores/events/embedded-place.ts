import { setImmediate as breath, setTimeout as wait } from 'node:timers/promises'
import type { Held } from './embedded-group.ts'
import type { Batch, LoggedMessage } from './event-log.ts'
import { retryDelayMs } from './retry-delay.ts'

/** One partition in the hands of one consumer, for as long as it has it. */
export type PlaceWork = {
  readonly held: Held
  readonly following: (from: number) => LoggedMessage[]
  readonly handle: (batch: Batch, signal: AbortSignal) => Promise<void>
  /** Whether it was still ours. */
  readonly settle: (next: number) => boolean
  /** A handler that threw, or a file that could not be used: it is tried again. */
  readonly failed: (error: unknown) => void
  /** No handler runs now in what is to be given away, or was taken. */
  readonly rested: () => void
}

export class EmbeddedPlace {
  readonly held: Held
  readonly ended: Promise<void>
  readonly #work: PlaceWork
  readonly #over = new AbortController()
  #busy = false
  #leaving = false
  #rang = false
  #wake: (() => void) | undefined

  /** Not before `after`: one of us must never run beside another in the same partition. */
  constructor(work: PlaceWork, after: Promise<void> | undefined) {
    this.#work = work
    this.held = work.held
    this.ended = this.#run(after)
  }

  get busy(): boolean {
    return this.#busy
  }

  /** There may be messages. */
  ring(): void {
    this.#rang = true
    this.#wake?.()
  }

  /** Another shall have it: `rested` is called as soon as no handler runs. */
  leave(): void {
    this.#leaving = true
  }

  /** Ours no longer, or the consumer stops. A handler that runs may still end well, and be settled. */
  end(): void {
    this.#over.abort()
    this.#wake?.()
  }

  async #run(after: Promise<void> | undefined): Promise<void> {
    await after
    let { from } = this.held
    while (!this.#over.signal.aborted) {
      this.#rang = false
      const messages = await this.#tried(() => this.#work.following(from))
      const last = messages?.at(-1)
      if (messages === undefined || last === undefined) {
        await this.#rung()
        continue
      }
      from = last.offset + 1
      const ours = await this.#tried(this.#handling(messages, from))
      if (ours === false) this.#work.rested()
      if (ours !== true) return
      // Handlers that never wait would keep this process from everything else, its signs of life included.
      await breath()
    }
  }

  /** Handled once, then settled; of a try that fails only what is still to be done is done again. */
  #handling(messages: readonly LoggedMessage[], next: number): () => Promise<boolean> {
    const { topic, partition } = this.held
    let handled = false
    return async () => {
      this.#busy = true
      try {
        if (!handled) await this.#work.handle({ topic, partition, messages }, this.#over.signal)
        handled = true
        return this.#work.settle(next)
      } finally {
        this.#busy = false
        if (this.#leaving) this.#work.rested()
      }
    }
  }

  /** Again and again while it throws; nothing where the place has ended meanwhile. */
  async #tried<Result>(work: () => Result | Promise<Result>): Promise<Result | undefined> {
    const { signal } = this.#over
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await work()
      } catch (error) {
        if (!signal.aborted) this.#work.failed(error)
      }
      await wait(retryDelayMs(failures), undefined, { signal }).catch(() => {})
    }
    return undefined
  }

  #rung(): Promise<void> {
    if (this.#rang || this.#over.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
