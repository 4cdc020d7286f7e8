/** What a room stores: its frame, a row a segment, what was learned of waits, and what operators said. */
import { z } from 'zod'
import { restoredEstimate, storedEstimate } from '../../core/queue/estimate/stored.ts'
import type { Room } from '../../core/queue/room/room.ts'
import type { Told } from '../../core/queue/room/told.ts'
import {
  changedRows,
  isFrameChanged,
  restoreRoom,
  storedFrame,
  type RestoredRoom,
  type SeatRow,
} from '../../core/queue/room/snapshot.ts'
import { Outbox } from '../events/outbox.ts'
import type { Bindings } from '../settings.ts'
import { RecordRows } from './record-rows.ts'
import { RoomBook } from './room-book.ts'
import { RoomHistory } from './room-history.ts'
import { KEPT_TABLE, Rows } from './rows.ts'

/** Four ticks a second for a day and a half. */
const RECORD_LINES_MAX = 500_000

const seatKey = (lane: string, index: number) => `${lane} ${index}`
const rowText = z.object({ row: z.string() })

export class RoomStore {
  readonly rows: Rows
  readonly book: RoomBook
  readonly record: RecordRows
  readonly history: RoomHistory
  readonly outbox: Outbox
  isMade = false
  #stored: Room | undefined

  constructor(storage: DurableObjectStorage, env: Bindings) {
    this.rows = new Rows(storage)
    this.book = new RoomBook(this.rows)
    this.record = new RecordRows(this.rows, RECORD_LINES_MAX)
    this.history = new RoomHistory(this.rows)
    this.outbox = new Outbox(env, this.rows)
    if (this.rows.areMade) this.make()
  }

  /** Only for a room that is created: whoever asks for another makes no rows. */
  make(): void {
    this.isMade = true
    this.rows.run(KEPT_TABLE)
    this.rows.run(
      'CREATE TABLE IF NOT EXISTS seat (key TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID',
    )
    this.book.log.make()
    this.record.make()
    this.history.make()
    this.outbox.make()
  }

  /** Undefined where no room was ever opened. */
  load(nowMs: number): RestoredRoom | undefined {
    const frame = this.rows.kept('frame')
    if (frame === undefined) return undefined
    const seats = this.rows.all('SELECT row FROM seat').map((found) => rowText.parse(found).row)
    // Checked where they are restored: a row that is none is damage, not a type.
    const rows = seats.map((text): SeatRow => JSON.parse(text))
    const restored = restoreRoom(
      { frame, rows },
      nowMs,
      restoredEstimate(this.rows.kept('learned')),
    )
    if (restored.kind === 'room') this.#stored = restored.room
    return restored
  }

  /** What is told of a change and the change itself are on disk together, or neither is. */
  saveTelling(room: Room, told: readonly Told[], nowMs: number): void {
    if (told.length === 0) return this.save(room)
    this.rows.together(() => {
      this.outbox.add(told, nowMs)
      this.save(room)
    })
  }

  /** Writes what differs from what is stored; most of what segments say does not. */
  save(room: Room): void {
    const before = this.#stored
    const changed = changedRows(before ?? { ...room, lanes: [] }, room)
    if (before !== undefined && changed.length === 0 && !isFrameChanged(before, room)) return
    this.rows.together(() => {
      for (const row of changed) {
        const key = seatKey(row[0], row[1])
        this.rows.run(
          'INSERT OR REPLACE INTO seat (key, row) VALUES (?, ?)',
          key,
          JSON.stringify(row),
        )
      }
      this.rows.keep('frame', storedFrame(room))
    })
    this.#stored = room
  }

  saveLearned({ estimate }: Room): void {
    const learned = storedEstimate(estimate)
    if (learned !== undefined) this.rows.keep('learned', learned)
  }
}
