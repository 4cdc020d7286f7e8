/**
 * A whole sale in one process: a room, its segments, desks, isolates and fans over a network that
 * loses, doubles, delays and reorders, with parts that crash at any step and come back from what
 * they had stored. Observers look at every step and know nothing of how core decides.
 */
import { clipRanges } from '../ranges.ts'
import type { Command } from '../room/phase.ts'
import type { RoomSettings } from '../room/settings.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import type { Grant } from '../room/grants.ts'
import type { SegmentReport } from '../segment/report.ts'
import type { SegmentTerms } from '../segment/segment.ts'
import { Crowd } from './crowd.ts'
import { noFaults, Network, type Faults } from './network.ts'
import { DeskHost, IsolateHost, type RoomDoor } from './numbers-host.ts'
import { Observer } from './observer.ts'
import { seeded, type Random } from './random.ts'
import { RoomHost } from './room-host.ts'
import { SegmentHost, type CrashPoint } from './segment-host.ts'

const EPOCH = 'epoch-a'
const DESKS_PER_LANE = 2
const ISOLATES_PER_DESK = 2
const START_MS = 1_000_000

export type WorldSettings = { readonly room: RoomSettings; readonly seed: number }

export class World {
  readonly network: Network
  readonly observer: Observer
  readonly crowd: Crowd
  readonly room: RoomHost
  readonly isolates = new Map<string, IsolateHost[]>()
  readonly segments = new Map<string, SegmentHost>()
  readonly #random: Random
  readonly #terms: SegmentTerms
  readonly #span: number
  readonly #desks: DeskHost[] = []

  constructor({ room, seed }: WorldSettings) {
    this.#random = seeded(seed)
    this.network = new Network(this.#random, START_MS)
    this.#terms = room.terms
    this.#span = room.span
    this.observer = new Observer(this.network, room)
    this.room = new RoomHost(EPOCH, room, this.#skewMs(), this.network, this.observer, (grant) =>
      this.#sendGrant(grant),
    )
    for (const { id } of room.lanes) this.#openLane(id)
    this.crowd = new Crowd(this, this.#random)
  }

  run(forMs: number): void {
    this.network.run(forMs)
  }

  /** Everything that can be mended is mended; what remains must settle by itself. */
  calm(): void {
    this.network.faults = noFaults
    this.room.crash = undefined
    for (const host of this.segments.values()) {
      host.silentUntilMs = 0
      host.crash = undefined
    }
    for (const isolate of this.#allIsolates()) isolate.mute = false
  }

  set faults(faults: Faults) {
    this.network.faults = faults
  }

  command(word: Command): void {
    this.room.command(word)
  }

  change(changes: Partial<RoomSettings>): void {
    this.room.change({ ...this.room.state.settings, ...changes })
    this.observer.settingsChanged(this.room.state.settings)
    for (const { id } of this.room.state.settings.lanes) {
      if (!this.isolates.has(id)) this.#openLane(id)
    }
  }

  crashRoom(point: CrashPoint | 'now'): void {
    if (point === 'now') this.room.restart()
    else this.room.crash = point
  }

  crashSegment(which: number, point: CrashPoint | 'now'): void {
    const host = this.#pick(which)
    if (point === 'now') host?.restart()
    else if (host !== undefined) host.crash = point
  }

  silence(which: number, forMs: number): void {
    const host = this.#pick(which)
    if (host !== undefined) host.silentUntilMs = this.network.nowMs + forMs
  }

  crashDesk(which: number): void {
    this.#desks[which % this.#desks.length]?.restart()
  }

  isolate(which: number): IsolateHost | undefined {
    const all = this.#allIsolates()
    return all[which % all.length]
  }

  #allIsolates(): IsolateHost[] {
    return [...this.isolates.values()].flat()
  }

  /** Words of an earlier life of the room: nobody may heed them. */
  oldEpoch(which: number, count: number): void {
    const host = this.#pick(which)
    if (host === undefined) return
    const total = { ...this.#anyTotal(host), epoch: 'epoch-before', granted: count }
    host.takeGrants({ ...total, validUntilMs: host.nowMs + 400 })
    const report = { ...reportFrom(host), epoch: 'epoch-before', returned: count, granted: count }
    this.room.hear(report)
    this.room.takeReport(report)
  }

  segmentOf(lane: string, position: number): SegmentHost {
    return this.#segment(lane, Math.floor(position / this.#span))
  }

  #pick(which: number): SegmentHost | undefined {
    return [...this.segments.values()].at(which % Math.max(1, this.segments.size))
  }

  #anyTotal(host: SegmentHost) {
    const { granted, spareUntilMs } = host.state
    const plain = { float: false, ask: 0, revocationsHeard: 0 }
    return { epoch: EPOCH, granted, validUntilMs: spareUntilMs, ...plain }
  }

  #segment(lane: string, index: number): SegmentHost {
    const key = `${lane} ${index}`
    const known = this.segments.get(key)
    if (known !== undefined) return known
    const setting = { span: this.#span, terms: this.#terms, skewMs: this.#skewMs() }
    const name = { epoch: EPOCH, lane, index }
    const host = new SegmentHost(
      name,
      setting,
      this.network,
      this.observer,
      (report, answered) =>
        this.network.send(() => {
          const answer = this.room.takeReport(report)
          if (answer !== undefined) this.network.send(() => answered(answer))
        }),
      (from, effect) => this.crowd.told(from, effect),
    )
    this.segments.set(key, host)
    return host
  }

  #sendGrant({ lane, index, total }: Grant): void {
    this.network.send(() => {
      const report = this.#segment(lane, index).takeGrants(total)
      if (report !== undefined) this.network.send(() => this.room.hear(report))
    })
  }

  #openLane(lane: string): void {
    const isolates: IsolateHost[] = []
    for (let desk = 0; desk < DESKS_PER_LANE; desk += 1) {
      const host = new DeskHost(`desk-${desk}`, lane, this.network, this.#door())
      this.#desks.push(host)
      for (let isolate = 0; isolate < ISOLATES_PER_DESK; isolate += 1) {
        isolates.push(new IsolateHost(host, this.network))
      }
    }
    this.isolates.set(lane, isolates)
  }

  #door(): RoomDoor {
    return {
      cutBlock: (lane, want, answer) =>
        this.network.send(() => {
          const grant = this.room.cutBlock(lane, want)
          if (grant !== undefined) this.network.send(() => answer(grant))
        }),
      account: (lane, account, heard) => this.#account(lane, account, heard),
    }
  }

  #account(lane: string, account: NumbersAccount, heard: () => void): void {
    const hosts = this.#hostsOf(lane, account)
    const missing = new Set<unknown>([this.room, ...hosts])
    const ack = (hearer: unknown) =>
      this.network.send(() => {
        missing.delete(hearer)
        if (missing.size === 0) heard()
      })
    this.network.send(() => {
      if (this.room.account(lane, account)) ack(this.room)
    })
    for (const host of hosts) {
      this.network.send(() => {
        if (this.crowd.hearNumbers(host, account)) ack(host)
      })
    }
  }

  #hostsOf(lane: string, { used, unused }: NumbersAccount): SegmentHost[] {
    const indexes = new Set<number>()
    for (const { from, to } of [...used, ...unused]) {
      for (let index = Math.floor(from / this.#span); index * this.#span < to; index += 1) {
        const first = index * this.#span
        if (clipRanges([{ from, to }], first, first + this.#span).length > 0) indexes.add(index)
      }
    }
    return [...indexes].map((index) => this.#segment(lane, index))
  }

  /** Two clocks are at most 250 ms apart. */
  #skewMs(): number {
    return Math.floor(this.#random() * 251) - 125
  }
}

function reportFrom(host: SegmentHost): SegmentReport {
  const { name, boot, sequence, granted, returned, spare, calledUpTo } = host.state
  const counts = { waiting: 0, present: 0, offered: 0, inside: 0, gone: 0 }
  const rest = { asOfMs: host.nowMs, counts, revocations: [] }
  return { ...name, boot, sequence, granted, returned, spare, calledUpTo, ...rest }
}
