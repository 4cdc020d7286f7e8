/**
 * What a room has to tell, until the queue has it. A row is written in the same step as what it tells
 * of, so that neither is without the other, and goes once the queue has taken it: between the two it
 * may be told again, under the same id.
 */
import type { Told } from '../../core/queue/room/told.ts'
import type { QueueLog } from '../../core/topics/queue-log.ts'
import { logFault } from '../objects/log.ts'
import type { Rows } from '../objects/rows.ts'
import { within } from '../objects/within.ts'
import type { Bindings } from '../settings.ts'
import { newTrace } from './trace.ts'

/** A room that nobody takes anything from keeps seven hours of ticks. */
const KEPT_MAX = 100_000
const EVENTS_A_MESSAGE = 200
/** In one go; a room that has more to tell tells the rest a second later. */
const MESSAGES_AT_ONCE = 10
const EVERY_MS = 1_000
const AGAIN_MS = 5_000
const SEND_WITHIN_MS = 5_000

export class Outbox {
  readonly #env: Bindings
  readonly #rows: Rows
  #isSending = false
  #notBeforeMs = 0

  constructor(env: Bindings, rows: Rows) {
    this.#env = env
    this.#rows = rows
  }

  make(): void {
    this.#rows.run(
      'CREATE TABLE IF NOT EXISTS outbox (no INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL)',
    )
  }

  /** Where nobody would take it, nothing is kept. */
  get isOn(): boolean {
    return this.#env.EVENTS !== undefined && this.#env.ORIGIN_URL !== undefined
  }

  get isEmpty(): boolean {
    return !this.isOn || this.#rows.all('SELECT 1 FROM outbox LIMIT 1').length === 0
  }

  add(told: readonly Told[], nowMs: number): void {
    if (!this.isOn) return
    for (const data of told) {
      const trace = newTrace(this.#env)
      const half = { atMs: nowMs, ...(trace !== undefined && { trace }), data }
      this.#rows.run('INSERT INTO outbox (event) VALUES (?)', JSON.stringify(half))
    }
  }

  /** What there is, once a second at the most; after a failure not at once again. Never fails itself. */
  async send(nowMs: number): Promise<void> {
    const queue = this.#env.EVENTS
    if (queue === undefined || this.#isSending || nowMs < this.#notBeforeMs) return
    this.#isSending = true
    this.#notBeforeMs = nowMs + EVERY_MS
    try {
      this.#dropOldest()
      for (let sent = 0; sent < MESSAGES_AT_ONCE; sent += 1) {
        const isWhole = await this.#sendPage(queue)
        if (isWhole) break
      }
    } catch (error) {
      this.#notBeforeMs = nowMs + AGAIN_MS
      logFault('outbox', error)
    } finally {
      this.#isSending = false
    }
  }

  /** Whether that was all. */
  async #sendPage(queue: NonNullable<Bindings['EVENTS']>): Promise<boolean> {
    const { events, upTo } = this.#page()
    if (events.length > 0) {
      await within(queue.send({ events }), SEND_WITHIN_MS, 'the queue')
      this.#rows.run('DELETE FROM outbox WHERE no <= ?', upTo)
    }
    return events.length < EVENTS_A_MESSAGE
  }

  #page(): { events: QueueLog[]; upTo: number } {
    const found = this.#rows.all(
      'SELECT no, event FROM outbox ORDER BY no LIMIT ?',
      EVENTS_A_MESSAGE,
    )
    return {
      events: found.map(({ no, event }) => eventOf(Number(no), String(event))),
      upTo: Number(found.at(-1)?.['no'] ?? 0),
    }
  }

  #dropOldest(): void {
    this.#rows.run('DELETE FROM outbox WHERE no <= (SELECT max(no) FROM outbox) - ?', KEPT_MAX)
  }
}

/** The row's number is in its id: it is the same however often it is told, and no other row's. */
function eventOf(no: number, text: string): QueueLog {
  // Written by `add`, and read by nobody else.
  const half: Pick<QueueLog, 'atMs' | 'data' | 'trace'> = JSON.parse(text)
  const epoch = 'epoch' in half.data ? half.data.epoch : ''
  const id = `${half.data.room}:${epoch}:${no}`
  return { id, topic: 'Queue_log', version: 1, source: 'edge', ...half }
}
