import type { LeaseAccount } from '../../core/queue/numbers/lease.ts'
import {
  nextLeaseSize,
  openLease,
  settle,
  takeNumber,
  type Lease,
} from '../../core/queue/numbers/lease.ts'
import type { DeskAddress, LeaseAnswer, LeaseRequest } from '../../edge/objects/messages.ts'

export interface DeskDoor {
  lease: (address: DeskAddress, request: LeaseRequest) => Promise<LeaseAnswer>
}

/** An ended lease that nobody asks after is accounted for this much later. */
const CLOSE_IDLE_AFTER_MS = 50
const WANT_MAX = 1_000

/** The part of an isolate that holds a lease of numbers, by the core's own rules. */
export class LeaseHolder {
  numbers = 0
  calls = 0
  failures = 0
  /** Joins for which there was no number yet. */
  waiting = 0
  readonly #desk: DeskDoor
  readonly #address: DeskAddress
  readonly #lane: string
  #lease: Lease | undefined
  #asking: Promise<void> | undefined

  constructor(desk: DeskDoor, address: DeskAddress, lane: string) {
    this.#desk = desk
    this.#address = address
    this.#lane = lane
  }

  join(nowMs: number): void {
    this.waiting += 1
    this.move(nowMs)
  }

  /** Hands numbers to those who wait, and asks for more when there are none. */
  move(nowMs: number): void {
    if (this.#asking !== undefined) return
    while (this.waiting > 0) {
      const taken = this.#lease && takeNumber(this.#lease, nowMs)
      if (taken?.kind !== 'number') return this.#ask(nowMs, Math.min(WANT_MAX, this.waiting))
      this.#lease = taken.lease
      this.numbers += 1
      this.waiting -= 1
    }
    const isOver = this.#lease !== undefined && nowMs >= this.#lease.untilMs + CLOSE_IDLE_AFTER_MS
    if (isOver) this.#ask(nowMs, 0)
  }

  async done(): Promise<void> {
    await this.#asking
  }

  #ask(askedAtMs: number, needed: number): void {
    const lease = this.#lease
    this.#lease = undefined
    this.calls += 1
    const settled: { lane: string; account: LeaseAccount }[] =
      lease === undefined ? [] : [{ lane: this.#lane, account: settle(lease) }]
    const want = Math.max(needed, nextLeaseSize(lease, askedAtMs))
    const wants = needed === 0 ? [] : [{ lane: this.#lane, want }]
    this.#asking = this.#hear({ settled, wants }, askedAtMs)
  }

  async #hear(request: LeaseRequest, askedAtMs: number): Promise<void> {
    try {
      const { leases } = await this.#desk.lease(this.#address, request)
      const grant = leases[0]?.grant
      if (grant !== undefined) this.#lease = openLease(grant, askedAtMs)
    } catch {
      this.failures += 1
    } finally {
      this.#asking = undefined
    }
  }
}
