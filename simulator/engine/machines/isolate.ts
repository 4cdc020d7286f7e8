/** An isolate: hands out numbers from its leases, and asks its desk for more, all lanes at once. */
import {
  nextLeaseSize,
  openLease,
  settle,
  takeNumber,
  type Lease,
  type LeaseAccount,
} from '../../../core/queue/numbers/lease.ts'
import type { Clock } from '../clock.ts'
import type { LaneLease, Want } from './desk.ts'

export type DeskDoor = {
  readonly lease: (
    accounts: readonly { readonly lane: number; readonly account: LeaseAccount }[],
    wants: readonly Want[],
    answer: (leases: readonly LaneLease[]) => void,
  ) => void
  readonly account: (lane: number, account: LeaseAccount) => void
}

const GIVE_UP_MS = 2_000

type Joining = { readonly fan: number; readonly answer: (number: number) => void }

export class IsolateMachine {
  readonly #clock: Clock
  readonly #desk: DeskDoor
  #leases: (Lease | undefined)[]
  readonly #joining: Joining[][]
  #asking: number | undefined
  #asked = 0

  constructor(lanes: number, clock: Clock, desk: DeskDoor) {
    this.#clock = clock
    this.#desk = desk
    this.#leases = Array.from({ length: lanes })
    this.#joining = Array.from({ length: lanes }, () => [])
  }

  join(fan: number, lane: number, answer: (number: number) => void): void {
    const lease = this.#leases[lane]
    const taken = lease && takeNumber(lease, this.#clock.nowMs)
    if (taken?.kind === 'number') {
      this.#leases[lane] = taken.lease
      answer(taken.number)
      return
    }
    this.#joining[lane]?.push({ fan, answer })
    this.#ask()
  }

  /** Thrown away with its leases: nobody will say what became of their numbers. */
  restart(): readonly number[] {
    const waiting = this.#joining.flatMap((joining) => joining.splice(0).map(({ fan }) => fan))
    this.#leases = this.#leases.map(() => undefined)
    this.#asking = undefined
    return waiting
  }

  /** Every lane somebody waits in, or came to lately, gets its next lease by one call. */
  #ask(): void {
    if (this.#asking !== undefined) return
    const asked = this.#asked + 1
    this.#asked = asked
    this.#asking = asked
    const askedAtMs = this.#clock.nowMs
    const accounts: { lane: number; account: LeaseAccount }[] = []
    const wants: Want[] = []
    for (const [lane, joining] of this.#joining.entries()) {
      const lease = this.#leases[lane]
      if (joining.length === 0 && (lease === undefined || lease.next === lease.from)) continue
      const waiting = Math.min(1_000, joining.length)
      wants.push({ lane, want: Math.max(waiting, nextLeaseSize(lease, askedAtMs), 1) })
      if (lease === undefined) continue
      accounts.push({ lane, account: settle(lease) })
      this.#leases[lane] = undefined
    }
    this.#desk.lease(accounts, wants, (leases) => {
      if (this.#asking !== asked) return
      this.#asking = undefined
      for (const { lane, grant } of leases) {
        const lease = openLease(grant, askedAtMs)
        this.#leases[lane] = lease
        this.#closeIdle(lane, lease)
      }
      this.#retry()
    })
    this.#clock.after(GIVE_UP_MS, () => {
      if (this.#asking !== asked) return
      this.#asking = undefined
      this.#retry()
    })
  }

  #retry(): void {
    for (const [lane, joining] of this.#joining.entries()) {
      for (const { fan, answer } of joining.splice(0)) this.join(fan, lane, answer)
    }
  }

  /** A lease that ended and that nobody asks after is accounted for by itself. */
  #closeIdle(lane: number, lease: Lease): void {
    this.#clock.after(Math.max(0, lease.untilMs - this.#clock.nowMs) + 50, () => {
      const current = this.#leases[lane]
      if (current === undefined || current.leaseId !== lease.leaseId) return
      this.#leases[lane] = undefined
      this.#desk.account(lane, settle(current))
    })
  }
}
