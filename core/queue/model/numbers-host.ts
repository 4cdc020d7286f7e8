/** Desks and isolates of the model: how a fan comes by a number. */
import { accountPassedOn, cutLease, hasAccount, hearAccount, openDesk } from '../numbers/desk.ts'
import { takeBlock, tidyDesk, type BlockGrant, type DeskLine } from '../numbers/desk.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import { nextLeaseSize, openLease, settle, takeNumber } from '../numbers/lease.ts'
import type { Lease, LeaseAccount, LeaseGrant } from '../numbers/lease.ts'
import type { Network } from './network.ts'

export type RoomDoor = {
  cutBlock(lane: string, want: number, answer: (grant: BlockGrant) => void): void
  /** Tells room and segments; `heard` once all of them did. */
  account(lane: string, account: NumbersAccount, heard: () => void): void
}

type Waiting = { want: number; forMs: number; answer: (lease: LeaseGrant) => void }

export class DeskHost {
  line: DeskLine
  readonly #network: Network
  readonly #room: RoomDoor
  #waiting: Waiting[] = []

  constructor(deskId: string, lane: string, network: Network, room: RoomDoor) {
    this.line = openDesk(deskId, lane)
    this.#network = network
    this.#room = room
    network.every(500, () => this.#passOn())
  }

  lease(want: number, forMs: number, account: LeaseAccount | undefined, answer: Waiting['answer']) {
    if (account !== undefined) this.line = hearAccount(this.line, account)
    this.#waiting.push({ want, forMs, answer })
    this.#serve()
  }

  account(account: LeaseAccount): void {
    this.line = hearAccount(this.line, account)
  }

  /** Everything a desk decides by is stored: a restart only forgets who was waiting. */
  restart(): void {
    this.#waiting = []
  }

  #serve(): void {
    const [first, ...rest] = this.#waiting
    if (first === undefined) return
    const cut = cutLease(this.line, first.want, first.forMs, this.#network.nowMs)
    if (cut.kind === 'lease') {
      this.line = cut.line
      this.#waiting = rest
      this.#network.send(() => first.answer(cut.lease))
      this.#serve()
    } else if (cut.kind === 'need-block') {
      const askedAtMs = this.#network.nowMs
      this.#room.cutBlock(this.line.lane, cut.want, (grant) => {
        this.line = takeBlock(this.line, grant, askedAtMs)
        this.#serve()
      })
    }
  }

  #passOn(): void {
    this.line = tidyDesk(this.line, this.#network.nowMs)
    if (!hasAccount(this.line)) return
    const account = this.line.heard
    this.#room.account(this.line.lane, account, () => {
      this.line = accountPassedOn(this.line, account)
    })
  }
}

export class IsolateHost {
  /** Takes numbers and never tells: an isolate that is thrown away. */
  mute = false
  #lease: Lease | undefined
  /** When the call under way was made: an answer to an older one is nobody's. */
  #askedAtMs: number | undefined
  #joins: ((number: number) => void)[] = []
  readonly #desk: DeskHost
  readonly #network: Network

  constructor(desk: DeskHost, network: Network) {
    this.#desk = desk
    this.#network = network
  }

  join(answer: (number: number) => void): void {
    const taken =
      this.#lease === undefined
        ? ({ kind: 'ended' } as const)
        : takeNumber(this.#lease, this.#network.nowMs)
    if (taken.kind === 'number') {
      this.#lease = taken.lease
      answer(taken.number)
    } else {
      this.#joins.push(answer)
      this.#ask()
    }
  }

  /** Dies with its lease: those numbers are never accounted for. */
  restart(): void {
    this.#lease = undefined
    this.#joins = []
    this.#askedAtMs = undefined
  }

  #ask(): void {
    if (this.#askedAtMs !== undefined) return
    const old = this.#lease
    this.#lease = undefined
    const askedAtMs = this.#network.nowMs
    this.#askedAtMs = askedAtMs
    const want = nextLeaseSize(old, askedAtMs)
    const account = old === undefined || this.mute ? undefined : settle(old)
    this.#network.send(() =>
      this.#desk.lease(want, 250, account, (grant) => this.#open(grant, askedAtMs)),
    )
    this.#network.after(1_000, () => this.#giveUp(askedAtMs))
  }

  #open(grant: LeaseGrant, askedAtMs: number): void {
    if (this.#askedAtMs !== askedAtMs) return
    this.#askedAtMs = undefined
    const lease = openLease(grant, askedAtMs)
    this.#lease = lease
    const joins = this.#joins
    this.#joins = []
    for (const answer of joins) this.join(answer)
    this.#network.after(300, () => this.#closeIdle(lease))
  }

  /** A lease that ended unused is reported by itself. */
  #closeIdle(lease: Lease): void {
    const current = this.#lease
    if (current === undefined || current.leaseId !== lease.leaseId || this.mute) return
    if (takeNumber(current, this.#network.nowMs).kind === 'number') {
      this.#network.after(300, () => this.#closeIdle(lease))
      return
    }
    this.#lease = undefined
    const account = settle(current)
    this.#network.send(() => this.#desk.account(account))
  }

  #giveUp(askedAtMs: number): void {
    if (this.#askedAtMs !== askedAtMs) return
    this.#askedAtMs = undefined
    if (this.#joins.length > 0) this.#ask()
  }
}
