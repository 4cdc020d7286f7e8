import type { StatementSync } from 'node:sqlite'
import { z } from 'zod'
import type { EmbeddedFile } from './embedded-file.ts'
import type { Subscription } from './event-log.ts'
import { shareOut, type Member } from './share-out.ts'

/**
 * One member of a group, in the tables that all members read. Whoever is found to be silent for longer
 * than it said it would be is no member any more. A place that changes hands has a new generation, and
 * settling asks for both, so that a member that was taken for dead settles nothing afterwards.
 */
export type Held = {
  readonly place: number
  readonly topic: string
  readonly partition: number
  readonly generation: number
  /** The offset to go on from, or what is kept of those behind it. */
  readonly from: number
}

export type Turn = {
  readonly taken: readonly Held[]
  /** Another has it by now. */
  readonly lost: readonly number[]
  /** Ours to give away as soon as no handler runs in it. */
  readonly due: readonly number[]
  /** All that is our part is in our hands. */
  readonly complete: boolean
}

const memberRow = z.object({ member: z.string(), topics: z.string() })
const topicsColumn = z.array(z.string())
const positionRow = z.object({
  place: z.number(),
  topic: z.string(),
  partition: z.number(),
  first: z.number(),
  settled: z.number().nullable(),
  owner: z.string().nullable(),
  generation: z.number(),
})
type Position = z.infer<typeof positionRow>

/**
 * Beyond its session nobody says to live for longer than clocks are put right by, now and then. Who does
 * said it before the clock was set back, and would otherwise keep its part for as long, though dead.
 */
const CLOCK_MS = 60_000

export class EmbeddedGroup {
  readonly #file: EmbeddedFile
  readonly #name: string
  readonly #topics: readonly string[]
  readonly #member: string
  readonly #sessionTimeoutMs: number
  readonly #sql: ReturnType<typeof statements>

  constructor(
    file: EmbeddedFile,
    name: string,
    topics: readonly string[],
    sessionTimeoutMs: number,
  ) {
    this.#file = file
    this.#name = name
    this.#topics = [...new Set(topics)]
    this.#member = crypto.randomUUID()
    this.#sessionTimeoutMs = sessionTimeoutMs
    this.#sql = statements(file)
  }

  /** Where a group begins is written down with its first member, and holds for those that follow. */
  join(from: Subscription['from'], nowMs: number): void {
    this.#file.transaction(() => {
      const alone = this.#members(nowMs).length === 0
      for (const topic of this.#topics) {
        this.#sql.addPositions.run(this.#name, topic)
        if (from === 'latest' && alone) this.#beginAtEnd(topic)
      }
      this.#stayAlive(nowMs)
    })
  }

  /** Says that we live, buries the dead, and takes and gives what is to be taken and given. */
  turn(held: ReadonlyMap<number, number>, busy: ReadonlySet<number>, nowMs: number): Turn {
    return this.#file.transaction(() => {
      for (const topic of this.#topics) this.#sql.addPositions.run(this.#name, topic)
      this.#stayAlive(nowMs)
      this.#sql.bury.run(this.#name, nowMs, this.#latest(nowMs))
      const members = this.#members(nowMs)
      const positions = this.#positions()
      const shares = shareOut(members, positions)
      const taken: Held[] = []
      const lost: number[] = []
      const due: number[] = []
      let complete = true
      for (const position of positions) {
        const { place } = position
        const ours = position.owner === this.#member
        const wanted = shares.get(place) === this.#member
        const known = ours && held.get(place) === position.generation
        if (held.has(place) && !known) lost.push(place)
        if (ours && !wanted) {
          due.push(place)
          if (!known || !busy.has(place)) this.#sql.release.run(this.#name, place)
        }
        if (!wanted || known) continue
        if (ours || this.#isFree(position, members)) taken.push(this.#take(position))
        else complete = false
      }
      return { taken, lost, due, complete }
    })
  }

  /** Whether all is as the last turn left it: asked often, and without writing. */
  isAsShared(held: ReadonlyMap<number, number>, nowMs: number): boolean {
    return this.#file.try(() => {
      const positions = this.#positions()
      const shares = shareOut(this.#members(nowMs), positions)
      return positions.every(({ place, owner, generation }) => {
        const ours = owner === this.#member && held.get(place) === generation
        return ours === (shares.get(place) === this.#member) && (ours || !held.has(place))
      })
    })
  }

  /** Whether it was still ours to settle. */
  settle(place: number, generation: number, next: number): boolean {
    return this.#file.transaction(
      () => this.#sql.settle.run(next, this.#name, place, this.#member, generation).changes === 1,
    )
  }

  leave(): void {
    this.#file.transaction(() => {
      this.#sql.releaseAll.run(this.#name, this.#member)
      this.#sql.removeMember.run(this.#name, this.#member)
    })
  }

  #beginAtEnd(topic: string): void {
    const settled = z
      .object({ count: z.number() })
      .parse(this.#sql.settledIn.get(this.#name, topic))
    if (settled.count === 0) this.#sql.settleAtEnd.run(this.#name, topic)
  }

  #isFree({ owner }: Position, members: readonly Member[]): boolean {
    return owner === null || members.every(({ member }) => member !== owner)
  }

  #take({ place, topic, partition, first, settled, generation }: Position): Held {
    this.#sql.take.run(this.#member, this.#name, place)
    return { place, topic, partition, generation: generation + 1, from: settled ?? first }
  }

  #members(nowMs: number): Member[] {
    return this.#sql.members.all(this.#name, nowMs, this.#latest(nowMs)).map((row) => {
      const { member, topics } = memberRow.parse(row)
      return { member, topics: topicsColumn.parse(JSON.parse(topics)) }
    })
  }

  #stayAlive(nowMs: number): void {
    const untilMs = nowMs + this.#sessionTimeoutMs
    this.#sql.stay.run(this.#name, this.#member, JSON.stringify(this.#topics), untilMs)
  }

  #latest(nowMs: number): number {
    return nowMs + this.#sessionTimeoutMs + CLOCK_MS
  }

  #positions(): Position[] {
    return this.#sql.positions.all(this.#name).map((row) => positionRow.parse(row))
  }
}

function statements(file: EmbeddedFile) {
  return {
    addPositions: file.prepare(
      'INSERT OR IGNORE INTO positions (name, place) SELECT ?, place FROM places WHERE topic = ?',
    ),
    settledIn: file.prepare(
      'SELECT count(settled) AS count FROM positions JOIN places USING (place) WHERE name = ? AND topic = ?',
    ),
    settleAtEnd: file.prepare(
      'UPDATE positions SET settled = (SELECT next FROM places WHERE places.place = positions.place) WHERE name = ? AND place IN (SELECT place FROM places WHERE topic = ?)',
    ),
    bury: file.prepare('DELETE FROM members WHERE name = ? AND alive_until_ms NOT BETWEEN ? AND ?'),
    members: file.prepare(
      'SELECT member, topics FROM members WHERE name = ? AND alive_until_ms BETWEEN ? AND ?',
    ),
    stay: file.prepare('INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?)'),
    removeMember: file.prepare('DELETE FROM members WHERE name = ? AND member = ?'),
    positions: file.prepare(
      'SELECT positions.*, topic, partition, first FROM positions JOIN places USING (place) WHERE name = ?',
    ),
    take: file.prepare(
      'UPDATE positions SET owner = ?, generation = generation + 1 WHERE name = ? AND place = ?',
    ),
    settle: file.prepare(
      'UPDATE positions SET settled = ? WHERE name = ? AND place = ? AND owner = ? AND generation = ?',
    ),
    release: file.prepare('UPDATE positions SET owner = NULL WHERE name = ? AND place = ?'),
    releaseAll: file.prepare('UPDATE positions SET owner = NULL WHERE name = ? AND owner = ?'),
  } satisfies Record<string, StatementSync>
}
