/** The rooms there are: what lasts is stored, counts are held only. */
import { stampOf, type Listing } from '../../core/operate/listing.ts'
import { METRIC_ROOMS_MAX, type Measured } from '../../core/operate/metrics.ts'
import type { ListQuery } from '../../core/operate/requests.ts'
import { roomSummary, type RoomList } from '../../core/operate/room-answers.ts'
import type { Guards } from './directory.ts'
import type { Rows } from './rows.ts'

/** What one object lists in a blink; beyond it, rooms whose sale is over are to be removed. */
const ROOMS_MAX = 20_000
const PAGE = 100

export class DirectoryRooms {
  readonly #rows: Rows
  readonly #held = new Map<string, Listing>()
  #ids: readonly string[] | undefined
  #guards: Guards | undefined

  constructor(rows: Rows) {
    this.#rows = rows
  }

  load(): void {
    this.#rows.run(
      'CREATE TABLE IF NOT EXISTS room (id TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID',
    )
    for (const { row } of this.#rows.all('SELECT row FROM room')) {
      const listing: Listing = JSON.parse(String(row))
      this.#held.set(listing.id, listing)
    }
  }

  get isFull(): boolean {
    return this.#held.size >= ROOMS_MAX
  }

  note(listing: Listing): void {
    const before = this.#held.get(listing.id)
    if (before !== undefined && before.asOfMs > listing.asOfMs) return
    this.#held.set(listing.id, listing)
    if (before === undefined) this.#ids = undefined
    if (before !== undefined && stampOf(before) === stampOf(listing)) return
    this.#rows.run(
      'INSERT OR REPLACE INTO room (id, row) VALUES (?, ?)',
      listing.id,
      JSON.stringify(listing),
    )
    if (JSON.stringify(before?.gateway) !== JSON.stringify(listing.gateway)) this.#guardsChanged()
  }

  drop(room: string): void {
    const before = this.#held.get(room)
    this.#held.delete(room)
    this.#ids = undefined
    this.#rows.run('DELETE FROM room WHERE id = ?', room)
    if (before?.gateway !== undefined) this.#guardsChanged()
  }

  list({ after = '', limit = PAGE, search = '' }: ListQuery): RoomList {
    this.#ids ??= [...this.#held.keys()].toSorted()
    const wanted = search.toLowerCase()
    const found: Listing[] = []
    for (const id of this.#ids) {
      const listing = id > after ? this.#held.get(id) : undefined
      if (listing !== undefined && isFound(listing, wanted)) found.push(listing)
      if (found.length > limit) break
    }
    const rooms = found.slice(0, limit).map((listing) => roomSummary.parse(listing))
    const last = rooms.at(-1)?.id
    return { rooms, ...(found.length > limit && last !== undefined && { next: last }) }
  }

  /** Those where something may happen, the fullest first; what is beyond the bound is counted. */
  measured(): Measured {
    const rooms: Record<string, number> = {}
    for (const { phase } of this.#held.values()) rooms[phase] = (rooms[phase] ?? 0) + 1
    const busy = [...this.#held.values()].filter(({ phase, occupied }) => {
      return phase !== 'scheduled' && (phase !== 'closed' || occupied > 0)
    })
    busy.sort((a, b) => b.waiting + b.occupied - (a.waiting + a.occupied))
    const listings = busy.slice(0, METRIC_ROOMS_MAX)
    return { listings, leftOut: busy.length - listings.length, rooms }
  }

  /** Which table it is: kept, so that no later one is ever taken for it. */
  get guardsVersion(): number {
    return Number(this.#rows.kept('guards') ?? 1)
  }

  guards(): Guards {
    this.#guards ??= {
      version: this.guardsVersion,
      guards: [...this.#held.values()].flatMap(({ id, gateway }) =>
        gateway === undefined ? [] : [{ room: id, gateway }],
      ),
    }
    return this.#guards
  }

  #guardsChanged(): void {
    this.#rows.keep('guards', String(this.guardsVersion + 1))
    this.#guards = undefined
  }
}

function isFound({ id, title }: Listing, wanted: string): boolean {
  if (wanted === '') return true
  return [id, ...Object.values(title)].some((text) => text.toLowerCase().includes(wanted))
}
