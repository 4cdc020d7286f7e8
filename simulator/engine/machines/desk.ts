/**
 * A desk: cuts leases, and once a second at the least exchanges with the room what it heard and
 * what it needs. One call carries all lanes, accounts there and blocks back.
 */
import {
  accountPassedOn,
  cutLease,
  hasAccount,
  hearAccount,
  openDesk,
  takeBlock,
  tidyDesk,
  type BlockGrant,
  type DeskLine,
  type NumbersAccount,
} from '../../../core/queue/numbers/desk.ts'
import type { LeaseAccount, LeaseGrant } from '../../../core/queue/numbers/lease.ts'
import type { Clock } from '../clock.ts'

export type Want = { readonly lane: number; readonly want: number }
export type LaneAccount = { readonly lane: number; readonly account: NumbersAccount }
export type LaneBlock = { readonly lane: number; readonly grant: BlockGrant }
export type LaneLease = { readonly lane: number; readonly grant: LeaseGrant }

export type RoomDoor = {
  /** Accounts there, blocks back. `heard` when everybody has stored what was said of numbers. */
  readonly exchange: (
    desk: number,
    accounts: readonly LaneAccount[],
    wants: readonly Want[],
    answer: (blocks: readonly LaneBlock[]) => void,
    heard: () => void,
  ) => void
  /** How long a lease of the block that is out may last. */
  readonly leaseMs: () => number
}

type Waiting = {
  readonly wants: readonly Want[]
  readonly leases: LaneLease[]
  readonly answer: (leases: readonly LaneLease[]) => void
}

/** What the last block's demand suggests, and what is asked for now. */
type Need = { readonly block: number; readonly asked: number }

const PASS_ON_MS = 500
/** Two exchanges are at least so far apart: who needs numbers sooner waits for them. */
const GAP_MS = 250
/** An exchange whose answer was lost is made again. */
const GIVE_UP_MS = 1_000

export class DeskMachine {
  rows = 0
  leases = 0
  readonly #index: number
  readonly #clock: Clock
  readonly #room: RoomDoor
  #lines: DeskLine[]
  #waiting: Waiting[] = []
  #exchangedAtMs = -Infinity
  #servesAtMs = -Infinity
  #asking: number | undefined
  #asked = 0

  constructor(index: number, lanes: readonly string[], clock: Clock, room: RoomDoor) {
    this.#index = index
    this.#clock = clock
    this.#room = room
    this.#lines = lanes.map((lane) => openDesk(`d${index}`, lane))
    clock.every(PASS_ON_MS, () => this.#passOn())
  }

  lease(
    accounts: readonly { readonly lane: number; readonly account: LeaseAccount }[],
    wants: readonly Want[],
    answer: Waiting['answer'],
  ): void {
    for (const { lane, account } of accounts) this.account(lane, account)
    this.#waiting.push({ wants, leases: [], answer })
    this.#serve()
  }

  account(lane: number, account: LeaseAccount): void {
    this.#change(lane, (line) => hearAccount(line, account))
    this.rows += 1
  }

  /** Forgets who was waiting; all else is stored. */
  restart(): void {
    this.#waiting = []
    this.#asking = undefined
  }

  #serve(): void {
    const needs = new Map<number, Need>()
    const still: Waiting[] = []
    for (const waiting of this.#waiting) {
      const open = waiting.wants.filter(
        ({ lane }) => !waiting.leases.some((got) => got.lane === lane),
      )
      for (const { lane, want } of open) this.#cut(waiting, lane, want, needs)
      if (waiting.leases.length === waiting.wants.length) waiting.answer(waiting.leases)
      else still.push(waiting)
    }
    this.#waiting = still
    if (needs.size === 0) return
    this.#exchange(
      [...needs].map(([lane, { block, asked }]) => ({ lane, want: Math.max(block, asked) })),
    )
  }

  #cut({ leases }: Waiting, lane: number, want: number, needs: Map<number, Need>): void {
    const line = this.#lines[lane]
    if (line === undefined) return
    const cut = cutLease(line, want, this.#room.leaseMs(), this.#clock.nowMs)
    if (cut.kind === 'need-block') {
      const asked = (needs.get(lane)?.asked ?? 0) + want
      needs.set(lane, { block: cut.want, asked })
    }
    if (cut.kind !== 'lease') return
    this.#lines[lane] = cut.line
    this.rows += 1
    this.leases += 1
    leases.push({ lane, grant: cut.lease })
  }

  #exchange(wants: readonly Want[]): void {
    if (this.#asking !== undefined) return
    const earliestMs = this.#exchangedAtMs + GAP_MS
    if (this.#clock.nowMs < earliestMs) return this.#serveAt(earliestMs)
    const asked = this.#asked + 1
    this.#asked = asked
    this.#asking = asked
    const askedAtMs = this.#clock.nowMs
    this.#exchangedAtMs = askedAtMs
    const accounts = this.#lines.flatMap((line, lane) =>
      hasAccount(line) ? [{ lane, account: line.heard }] : [],
    )
    const taken = (blocks: readonly LaneBlock[]) => {
      for (const { lane, grant } of blocks) {
        this.#change(lane, (line) => takeBlock(line, grant, askedAtMs))
      }
      if (this.#asking === asked) this.#asking = undefined
      this.#serve()
    }
    const heard = () => {
      for (const { lane, account } of accounts) {
        this.#change(lane, (line) => accountPassedOn(line, account))
      }
    }
    this.#room.exchange(this.#index, accounts, wants, taken, heard)
    this.#clock.after(GIVE_UP_MS, () => {
      if (this.#asking !== asked) return
      this.#asking = undefined
      this.#serve()
    })
  }

  #serveAt(atMs: number): void {
    if (this.#servesAtMs >= atMs) return
    this.#servesAtMs = atMs
    this.#clock.after(atMs - this.#clock.nowMs, () => this.#serve())
  }

  #passOn(): void {
    this.#lines = this.#lines.map((line) => tidyDesk(line, this.#clock.nowMs))
    const sinceMs = this.#clock.nowMs - this.#exchangedAtMs
    // The room's document is a second old at the most, whether anybody joins or not.
    if (sinceMs >= PASS_ON_MS && this.#lines.some(hasAccount)) this.#exchange([])
    else if (sinceMs >= 1_000) this.#exchange([])
  }

  #change(lane: number, change: (line: DeskLine) => DeskLine): void {
    const line = this.#lines[lane]
    if (line !== undefined) this.#lines[lane] = change(line)
  }
}
