import type { EmbeddedFile } from './embedded-file.ts'
import { EmbeddedGroup, type Held } from './embedded-group.ts'
import type { EmbeddedMessages } from './embedded-messages.ts'
import { EmbeddedPlace } from './embedded-place.ts'
import type { EmbeddedWatch, Watcher } from './embedded-watch.ts'
import type { Consumer, Subscription } from './event-log.ts'

export type EmbeddedConsumerParts = {
  readonly file: EmbeddedFile
  readonly messages: EmbeddedMessages
  readonly watch: EmbeddedWatch
  readonly sessionTimeoutMs: number
  readonly warn: (message: string) => void
}

/** So many signs of life within the time after which a member is taken for dead. */
const SIGNS_OF_LIFE = 6

/** A member of a group: takes its turns, and works on the places that they bring. */
export class EmbeddedConsumer implements Consumer, Watcher {
  readonly joined: Promise<void>
  readonly #parts: EmbeddedConsumerParts
  readonly #subscription: Subscription
  readonly #group: EmbeddedGroup
  readonly #places = new Map<number, EmbeddedPlace>()
  readonly #ending = new Map<number, Promise<void>>()
  readonly #isComplete: () => void
  readonly #pulse: NodeJS.Timeout
  #stopped: Promise<void> | undefined

  constructor(parts: EmbeddedConsumerParts, subscription: Subscription) {
    this.#parts = parts
    this.#subscription = subscription
    const { group, topics, from } = subscription
    this.#group = new EmbeddedGroup(parts.file, group, topics, parts.sessionTimeoutMs)
    const joined = Promise.withResolvers<void>()
    this.joined = joined.promise
    this.#isComplete = joined.resolve
    this.#group.join(from, Date.now())
    this.#pulse = setInterval(() => this.#turn(), parts.sessionTimeoutMs / SIGNS_OF_LIFE)
    parts.watch.add(this)
    this.#turn()
    parts.watch.changed()
  }

  appended(topic: string): void {
    for (const place of this.#places.values()) if (place.held.topic === topic) place.ring()
  }

  changed(): void {
    if (this.#stopped !== undefined) return
    for (const place of this.#places.values()) place.ring()
    try {
      if (this.#group.isAsShared(this.#held(), Date.now())) return
    } catch (error) {
      this.#failed(error)
      return
    }
    this.#turn()
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    const places = [...this.#places.values()]
    for (const place of places) place.end()
    await Promise.all([...places.map(({ ended }) => ended), ...this.#ending.values()])
    clearInterval(this.#pulse)
    this.#parts.watch.remove(this)
    try {
      this.#group.leave()
    } catch (error) {
      // The others find out when it has been silent for long enough.
      this.#failed(error)
    }
    this.#parts.watch.changed()
  }

  #turn(): void {
    const busy = new Set<number>()
    for (const [place, { busy: isBusy }] of this.#places) if (isBusy) busy.add(place)
    try {
      const turn = this.#group.turn(this.#held(), busy, Date.now())
      for (const place of turn.lost) this.#drop(place)
      for (const place of turn.due) {
        if (busy.has(place)) this.#places.get(place)?.leave()
        else this.#drop(place)
      }
      if (this.#stopped === undefined) for (const held of turn.taken) this.#begin(held)
      if (turn.complete) this.#isComplete()
      if (turn.due.some((place) => !busy.has(place))) this.#parts.watch.changed()
    } catch (error) {
      this.#failed(error)
    }
  }

  #begin(held: Held): void {
    const { messages } = this.#parts
    const { handle, batchSize } = this.#subscription
    const place = new EmbeddedPlace(
      {
        held,
        handle,
        following: (from) => messages.following(held, from, batchSize),
        settle: (next) => this.#group.settle(held.place, held.generation, next),
        failed: (error) => this.#failed(error, held),
        rested: () => this.#turn(),
      },
      this.#ending.get(held.place),
    )
    this.#places.set(held.place, place)
  }

  #drop(place: number): void {
    const dropped = this.#places.get(place)
    if (dropped === undefined) return
    this.#places.delete(place)
    const ended = dropped.ended.finally(() => {
      if (this.#ending.get(place) === ended) this.#ending.delete(place)
    })
    this.#ending.set(place, ended)
    dropped.end()
  }

  #held(): Map<number, number> {
    return new Map([...this.#places].map(([place, { held }]) => [place, held.generation]))
  }

  #failed(error: unknown, held?: Held): void {
    const why = error instanceof Error ? error.message : String(error)
    const where = held === undefined ? '' : ` at ${held.topic}/${held.partition}`
    this.#parts.warn(`Group ${this.#subscription.group}${where} tries again: ${why}`)
  }
}
