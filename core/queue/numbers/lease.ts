/**
 * An isolate's lease of numbers: a join takes the next one without asking anybody. Check and take
 * are one synchronous step, and the end is counted from before the call that brought the lease,
 * so that no delay on the way can make it last longer than its desk believes (R3).
 */
import { assert } from '../../assert.ts'
import { LEASE_MAX, LEASE_STOCK_MS } from '../limits.ts'

/** A desk's answer. It names a duration: instants of two clocks are never compared. */
export type LeaseGrant = {
  readonly leaseId: string
  readonly from: number
  readonly to: number
  readonly forMs: number
}

export type Lease = {
  readonly leaseId: string
  readonly from: number
  readonly to: number
  readonly next: number
  readonly askedAtMs: number
  readonly untilMs: number
}

/** What became of a lease: its first `used` numbers were handed out, the rest never will be. */
export type LeaseAccount = { readonly leaseId: string; readonly used: number }

export type Taken =
  | { readonly kind: 'number'; readonly number: number; readonly lease: Lease }
  | { readonly kind: 'ended' }
  | { readonly kind: 'used-up' }

export function openLease({ leaseId, from, to, forMs }: LeaseGrant, askedAtMs: number): Lease {
  assert(from < to && forMs > 0, 'a lease holds numbers for a while')
  return { leaseId, from, to, next: from, askedAtMs, untilMs: askedAtMs + forMs }
}

export function takeNumber(lease: Lease, nowMs: number): Taken {
  if (nowMs >= lease.untilMs || nowMs < lease.askedAtMs) return { kind: 'ended' }
  if (lease.next >= lease.to) return { kind: 'used-up' }
  return { kind: 'number', number: lease.next, lease: { ...lease, next: lease.next + 1 } }
}

/** Said once nothing more will be taken; repeating it changes nothing. */
export function settle({ leaseId, from, next }: Lease): LeaseAccount {
  return { leaseId, used: next - from }
}

/**
 * How many numbers to ask for next, from how the last lease went: a fifth more than the demand it
 * met over its whole life, at least doubling when it was used up, so that a crowd is met in a few
 * steps, and shrinking to one when hardly anyone comes, so that few numbers are left void. A
 * lobby's long lease is to be used up before it ends: it holds the numbers of two seconds.
 */
export function nextLeaseSize(lease: Lease | undefined, nowMs: number): number {
  if (lease === undefined) return 1
  const size = lease.to - lease.from
  const used = lease.next - lease.from
  const lifeMs = lease.untilMs - lease.askedAtMs
  const stockMs = Math.min(lifeMs, LEASE_STOCK_MS)
  const usedUp = lease.next === lease.to
  const elapsedMs = Math.max(1, Math.min(lifeMs, nowMs - lease.askedAtMs))
  const demand = Math.ceil((used * stockMs * 1.2) / (usedUp ? elapsedMs : lifeMs))
  if (!usedUp) return Math.min(LEASE_MAX, Math.max(1, demand))
  // Of a few joins that came at once nothing follows but that more may come.
  const least = elapsedMs <= stockMs ? size * 2 : 1
  return Math.min(LEASE_MAX, size * 4, Math.max(least, demand))
}
