/** The room's object: ticks, hears, answers. It can die and come back from what it stored. */
import { assert } from '../../../core/assert.ts'
import type { Grant } from '../../../core/queue/room/grants.ts'
import type { Command } from '../../../core/queue/room/phase.ts'
import { hearReport, takeReport, type ReportAnswer } from '../../../core/queue/room/reports.ts'
import { changeSettings, command, type Room } from '../../../core/queue/room/room.ts'
import type { RoomSettings } from '../../../core/queue/room/settings.ts'
import { restoredEstimate, storedEstimate } from '../../../core/queue/estimate/stored.ts'
import { restoreRoom, storedRoom } from '../../../core/queue/room/snapshot.ts'
import { tick } from '../../../core/queue/room/tick.ts'
import { TICK_MS } from '../../../core/queue/limits.ts'
import type { SegmentReport } from '../../../core/queue/segment/report.ts'
import type { Clock } from '../clock.ts'

/** What was learned of waits is stored this often. */
const LEARNED_EVERY_MS = 10_000

export class RoomMachine {
  state: Room
  rows = 0
  /** Raised with every life: an answer to an earlier one is nobody's. */
  life = 0
  restartedAtMs = -Infinity
  readonly #clock: Clock
  #learned: string | undefined

  constructor(state: Room, clock: Clock) {
    this.state = state
    this.#clock = clock
    clock.every(LEARNED_EVERY_MS, () => this.#storeLearned())
  }

  /** Starts the timer. What a tick grants is stored before it is sent. */
  start(ticked: (before: Room, grants: readonly Grant[]) => void): void {
    this.#clock.every(TICK_MS, () => {
      const before = this.state
      const { room, grants } = tick(before, this.#clock.nowMs)
      this.state = room
      if (grants.length > 0) this.rows += grants.length + 1
      ticked(before, grants)
    })
  }

  /** The answer to a grant. */
  hearAnswer(report: SegmentReport): void {
    this.state = hearReport(this.state, report, this.#clock.nowMs)
  }

  takeReport(report: SegmentReport): ReportAnswer | undefined {
    const { room, answer } = takeReport(this.state, report, this.#clock.nowMs)
    this.state = room
    return answer
  }

  store(room: Room): void {
    this.state = room
    this.rows += 1
  }

  command(word: Command): void {
    this.store(command(this.state, word, this.#clock.nowMs))
  }

  change(changes: Partial<RoomSettings>): void {
    const settings = { ...this.state.settings, ...changes }
    const changed = changeSettings(this.state, settings, this.#clock.nowMs)
    assert(changed.kind === 'changed', 'cap and rate can always be changed')
    this.store(changed.room)
  }

  #storeLearned(): void {
    this.#learned = storedEstimate(this.state.estimate)
    this.rows += 1
  }

  restart(): void {
    const learned = restoredEstimate(this.#learned)
    const restored = restoreRoom(storedRoom(this.state), this.#clock.nowMs, learned)
    assert(restored.kind === 'room', 'a room reads what it stored')
    this.state = restored.room
    this.life += 1
    this.restartedAtMs = this.#clock.nowMs
  }
}
