import type { StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { noLongerKept, unknownPartition, unknownTopic } from './checks.ts'
import type { EmbeddedFile } from './embedded-file.ts'
import type { Ends, LoggedMessage, Message, Topic } from './event-log.ts'
import { partitionOf } from './partition-of.ts'

const placeRow = z.object({
  place: z.number(),
  partition: z.number(),
  first: z.number(),
  next: z.number(),
})
type Place = z.infer<typeof placeRow>

const messageRow = z.object({
  offset: z.number(),
  key: z.string(),
  value: z.string(),
  headers: z.string(),
  appended_at_ms: z.number(),
})
const headersColumn = z.record(z.string(), z.string())

const NO_HEADERS = '{}'

/** The topics of the file, and what is in them. */
export class EmbeddedMessages {
  readonly #file: EmbeddedFile
  readonly #places: StatementSync
  readonly #addPlace: StatementSync
  readonly #addMessage: StatementSync
  readonly #setNext: StatementSync
  readonly #from: StatementSync

  constructor(file: EmbeddedFile) {
    this.#file = file
    this.#places = file.prepare(
      'SELECT place, partition, first, next FROM places WHERE topic = ? ORDER BY partition',
    )
    this.#addPlace = file.prepare('INSERT OR IGNORE INTO places (topic, partition) VALUES (?, ?)')
    this.#addMessage = file.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)')
    this.#setNext = file.prepare('UPDATE places SET next = ? WHERE place = ?')
    this.#from = file.prepare(
      'SELECT offset, key, value, headers, appended_at_ms FROM messages WHERE place = ? AND offset >= ? ORDER BY offset LIMIT ?',
    )
  }

  ensure(topics: readonly Topic[]): void {
    this.#file.transaction(() => {
      for (const { name, partitions } of topics) {
        for (let partition = 0; partition < partitions; partition += 1) {
          this.#addPlace.run(name, partition)
        }
      }
    })
  }

  append(topic: string, messages: readonly Message[], nowMs: number): void {
    this.#file.transaction(() => {
      const places = this.#placesOf(topic)
      const next = places.map((place) => place.next)
      for (const { key, value, headers } of messages) {
        const partition = partitionOf(key, places.length)
        const [place, offset] = [places[partition], next[partition]]
        if (place === undefined || offset === undefined) throw unknownPartition(topic, partition)
        const text = headers === undefined ? NO_HEADERS : JSON.stringify(headers)
        this.#addMessage.run(place.place, offset, key, value, text, nowMs)
        next[partition] = offset + 1
      }
      for (const [at, place] of places.entries()) {
        const after = next[at]
        if (after !== undefined && after !== place.next) this.#setNext.run(after, place.place)
      }
    })
  }

  /** The first kept at or after `from`. */
  following(at: { place: number; topic: string; partition: number }, from: number, limit: number) {
    const rows = this.#file.try(() => this.#from.all(at.place, from, limit))
    return rows.map((row): LoggedMessage => {
      const { appended_at_ms: appendedAtMs, headers, ...message } = messageRow.parse(row)
      return {
        ...message,
        headers: headers === NO_HEADERS ? {} : headersColumn.parse(JSON.parse(headers)),
        topic: at.topic,
        partition: at.partition,
        appendedAtMs,
      }
    })
  }

  read(topic: string, partition: number, from: number, limit: number): LoggedMessage[] {
    return this.#file.transaction(() => {
      const place = this.#placesOf(topic)[partition]
      if (place === undefined) throw unknownPartition(topic, partition)
      if (from < place.first) throw noLongerKept(topic, partition, place.first)
      return this.following({ ...place, topic }, from, limit)
    })
  }

  ends(topic: string): Ends {
    return this.#placesOf(topic).map(({ partition, first, next }) => ({ partition, first, next }))
  }

  #placesOf(topic: string): Place[] {
    const rows = this.#file.try(() => this.#places.all(topic))
    if (rows.length === 0) throw unknownTopic(topic)
    return rows.map((row) => placeRow.parse(row))
  }
}
