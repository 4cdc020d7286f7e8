/**
 * An isolate's numbers in one room: a join takes the next of its lane's lease and asks nobody.
 * When a lease is used up or over, one call to the desk tells what became of it and brings the
 * next ones, for all lanes somebody came to lately.
 */
import { LEASE_MAX } from '../../core/queue/limits.ts'
import {
  nextLeaseSize,
  openLease,
  settle,
  takeNumber,
  type Lease,
} from '../../core/queue/numbers/lease.ts'
import type { LaneLease, LeaseAnswer, LeaseRequest } from '../objects/messages.ts'
import { SingleFlight } from './single-flight.ts'
import { deskAddress, deskOf, type Visit } from './visit.ts'

export type TakenNumber = { readonly epoch: string; readonly number: number }

const LEASE_CALL_MS = 2_500
/** The call that is out may have been for other lanes, and the next for too few numbers. */
const TRIES = 4
/** Accounts of leases that could not be told: beyond it their numbers stay unaccounted. */
const UNSAID_MAX = 64
/** Past this a join is told that the room is busy: its fan comes again. */
const GIVE_UP_MS = 4_000
/** A lease that has ended is accounted for so much later, in case somebody asks for more anyway. */
const IDLE_MS = 10
/** A promise handed to `waitUntil` lives 30 s: a lease that lasts longer is settled by the next call. */
const WAIT_MAX_MS = 25_000

export class RoomNumbers {
  #epoch = ''
  readonly #leases = new Map<string, Lease>()
  /** How many joins wait for a number, by lane. */
  readonly #waiting = new Map<string, number>()
  #unsaid: LeaseRequest['settled'] = []
  readonly #asking = new SingleFlight<void>('numbers', LEASE_CALL_MS)

  /** Undefined when none is to be had in time. */
  async take(visit: Visit, lane: string): Promise<TakenNumber | undefined> {
    const beganAtMs = Date.now()
    for (let tries = 0; tries < TRIES; tries += 1) {
      const taken = this.#next(lane, beganAtMs)
      if (taken !== undefined) return taken
      if (Date.now() - beganAtMs >= GIVE_UP_MS) return undefined
      this.#waiting.set(lane, (this.#waiting.get(lane) ?? 0) + 1)
      try {
        await this.#asking.join(visit.waitUntil, () => this.#ask(visit))
      } catch {
        // A desk that is overloaded is not asked again at once: the fan comes again.
        return this.#next(lane, beganAtMs)
      } finally {
        this.#waiting.set(lane, (this.#waiting.get(lane) ?? 1) - 1)
      }
    }
    return undefined
  }

  /**
   * Check and take are one synchronous step. A join that began before its lease was asked for may
   * take of it however long the answer was on its way: its number was cut while it waited (R3). So
   * fans whose desk is an ocean away join too, one call for all who wait.
   */
  #next(lane: string, beganAtMs: number): TakenNumber | undefined {
    const lease = this.#leases.get(lane)
    if (lease === undefined) return undefined
    const waited = beganAtMs <= lease.askedAtMs
    // A request's clock may stand at its own beginning; the lease is here, so it was asked for.
    const atMs = waited ? lease.askedAtMs : Math.max(Date.now(), lease.askedAtMs)
    const taken = takeNumber(lease, atMs)
    if (taken.kind !== 'number') return undefined
    this.#leases.set(lane, taken.lease)
    return { epoch: this.#epoch, number: taken.number }
  }

  async #ask(visit: Visit): Promise<void> {
    const askedAtMs = Date.now()
    const request = this.#request(askedAtMs)
    try {
      const answer = await deskOf(visit).lease(deskAddress(visit), request)
      this.#hear(visit, answer, askedAtMs)
    } catch (error) {
      // What became of those leases is said again with the next call; said twice it is once.
      this.#unsaid = [...this.#unsaid, ...request.settled].slice(-UNSAID_MAX)
      throw error
    }
  }

  /** Leases are settled here and now: nothing more is taken from what was accounted for. */
  #request(nowMs: number): LeaseRequest {
    const settled: LeaseRequest['settled'][number][] = [...this.#unsaid]
    this.#unsaid = []
    const wants: LeaseRequest['wants'][number][] = []
    for (const lane of new Set([...this.#waiting.keys(), ...this.#leases.keys()])) {
      const lease = this.#leases.get(lane)
      const waiting = this.#waiting.get(lane) ?? 0
      const isOpen = lease !== undefined && lease.next < lease.to && nowMs < lease.untilMs
      if (isOpen) continue
      if (lease !== undefined) {
        settled.push({ lane, account: settle(lease) })
        this.#leases.delete(lane)
      }
      if (waiting === 0 && (lease === undefined || lease.next === lease.from)) continue
      const size = Math.max(1, waiting, nextLeaseSize(lease, nowMs))
      wants.push({ lane, want: Math.min(LEASE_MAX, size) })
    }
    return { settled, wants }
  }

  #hear(visit: Visit, { epoch, leases }: LeaseAnswer, askedAtMs: number): void {
    if (epoch !== this.#epoch) this.#leases.clear()
    this.#epoch = epoch
    for (const { lane, grant } of leases) this.#open(visit, { lane, grant }, askedAtMs)
  }

  #open(visit: Visit, { lane, grant }: LaneLease, askedAtMs: number): void {
    const former = this.#leases.get(lane)
    const lease = openLease(grant, askedAtMs)
    this.#leases.set(lane, lease)
    // Two answers crossed: what the older one left is accounted for at once.
    if (former !== undefined) visit.waitUntil(this.#report(visit, lane, former))
    visit.waitUntil(this.#closeWhenIdle(visit, lane, lease))
  }

  /** A lease that ended and that nobody asked after is accounted for by itself. */
  async #closeWhenIdle(visit: Visit, lane: string, lease: Lease): Promise<void> {
    const leftMs = Math.max(0, lease.untilMs - Date.now()) + IDLE_MS
    await scheduler.wait(Math.min(WAIT_MAX_MS, leftMs))
    const current = this.#leases.get(lane)
    if (current?.leaseId !== lease.leaseId) return
    this.#leases.delete(lane)
    await this.#report(visit, lane, current)
  }

  /** Lost, its desk lets the numbers go as unaccounted. */
  async #report(visit: Visit, lane: string, lease: Lease): Promise<void> {
    const request = { settled: [{ lane, account: settle(lease) }], wants: [] }
    await deskOf(visit)
      .lease(deskAddress(visit), request)
      .catch(() => {})
  }
}
