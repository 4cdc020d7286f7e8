/** The room's object in the model: a thin shell. Stores, then sends. */
import { assert } from '../../assert.ts'
import type { BlockGrant, NumbersAccount } from '../numbers/desk.ts'
import { hearReport, takeReport, type ReportAnswer } from '../room/reports.ts'
import { accountRoomNumbers, changeSettings, command, cutRoomBlock } from '../room/room.ts'
import { openRoom, type Room } from '../room/room.ts'
import type { Command } from '../room/phase.ts'
import type { RoomSettings } from '../room/settings.ts'
import { restoreRoom, storedRoom } from '../room/snapshot.ts'
import type { Grant } from '../room/grants.ts'
import { tick } from '../room/tick.ts'
import { TICK_MS } from '../limits.ts'
import type { SegmentReport } from '../segment/report.ts'
import type { Network } from './network.ts'
import type { CrashPoint } from './segment-host.ts'

export type RoomWatcher = { ticked(before: Room, after: Room): void }

export class RoomHost {
  state: Room
  crash: CrashPoint | undefined
  readonly skewMs: number
  #stored: Room
  readonly #network: Network
  readonly #watcher: RoomWatcher

  constructor(
    epoch: string,
    settings: RoomSettings,
    skewMs: number,
    network: Network,
    watcher: RoomWatcher,
    send: (grant: Grant) => void,
  ) {
    this.skewMs = skewMs
    this.#network = network
    this.#watcher = watcher
    this.state = openRoom(epoch, settings, network.nowMs + skewMs)
    this.#stored = this.state
    network.every(TICK_MS, () => this.#tick(send))
  }

  get nowMs(): number {
    return this.#network.nowMs + this.skewMs
  }

  /** The answer to a grant. */
  hear(report: SegmentReport): void {
    this.state = hearReport(this.state, report, this.nowMs)
  }

  /** What a segment says by itself. */
  takeReport(report: SegmentReport): ReportAnswer | undefined {
    const { room, answer } = takeReport(this.state, report, this.nowMs)
    this.state = room
    return answer
  }

  cutBlock(lane: string, want: number): BlockGrant | undefined {
    const { room, cut } = cutRoomBlock(this.state, lane, want, this.nowMs)
    if (!this.#commit(room)) return undefined
    return cut.kind === 'block' ? cut.grant : undefined
  }

  account(lane: string, account: NumbersAccount): boolean {
    return this.#commit(accountRoomNumbers(this.state, lane, account))
  }

  command(word: Command): void {
    this.#commit(command(this.state, word, this.nowMs))
  }

  change(settings: RoomSettings): void {
    const changed = changeSettings(this.state, settings, this.nowMs)
    if (changed.kind === 'changed') this.#commit(changed.room)
  }

  restart(): void {
    this.crash = undefined
    const restored = restoreRoom(storedRoom(this.#stored), this.nowMs)
    assert(restored.kind === 'room', 'a room reads what it stored')
    this.state = restored.room
  }

  #tick(send: (grant: Grant) => void): void {
    const before = this.state
    const { room, grants } = tick(before, this.nowMs)
    // What was stored has happened, also when the room dies before it can say so.
    if (!this.#commit(room, () => this.#watcher.ticked(before, room))) return
    for (const grant of grants) send(grant)
  }

  #commit(room: Room, stored?: () => void): boolean {
    if (this.crash === 'before-storing') {
      this.restart()
      return false
    }
    this.#stored = room
    this.state = room
    stored?.()
    if (this.crash !== 'after-storing') return true
    this.restart()
    return false
  }
}
