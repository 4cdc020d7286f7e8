/**
 * A desk's line of one lane: the block of numbers it holds from the room, the leases it has cut
 * from it, and what it has heard of them. All of it is stored before a lease is answered; a desk
 * that lost it would hand the same numbers out twice.
 */
import { assert } from '../../assert.ts'
import { ACCOUNT_GRACE_MS, BLOCK_MAX, LEASE_MAX, LEASES_OUT_MAX } from '../limits.ts'
import { addRanges, sizeOf, subtractRanges, type Ranges } from '../ranges.ts'
import type { LeaseAccount, LeaseGrant } from './lease.ts'

export type BlockGrant = { readonly from: number; readonly to: number; readonly forMs: number }

/** Numbers known to be handed out, and numbers that never will be. Both only ever grow. */
export type NumbersAccount = { readonly used: Ranges; readonly unused: Ranges }

type LeaseOut = {
  readonly leaseId: string
  readonly from: number
  readonly to: number
  readonly untilMs: number
}

export type DeskLine = {
  readonly deskId: string
  readonly lane: string
  readonly block: {
    readonly from: number
    readonly next: number
    readonly to: number
    readonly untilMs: number
  }
  /** Those out, oldest first: some hundreds, which a list holds at less cost than a map. */
  readonly leases: readonly LeaseOut[]
  /** Heard, and not yet acknowledged by those it was passed on to. */
  readonly heard: NumbersAccount
  /** Numbers cut from the block since it came: the measure for the next one. */
  readonly cutOfBlock: number
}

export type Cut =
  | { readonly kind: 'lease'; readonly line: DeskLine; readonly lease: LeaseGrant }
  | { readonly kind: 'need-block'; readonly want: number }
  | { readonly kind: 'too-many-leases' }

export function openDesk(deskId: string, lane: string): DeskLine {
  return {
    deskId,
    lane,
    block: { from: 0, next: 0, to: 0, untilMs: 0 },
    leases: [],
    heard: { used: [], unused: [] },
    cutOfBlock: 0,
  }
}

/** Cuts a lease of at most `want` numbers that lasts `forMs` from before its holder asked. */
export function cutLease(line: DeskLine, want: number, forMs: number, nowMs: number): Cut {
  assert(want >= 1 && want <= LEASE_MAX, 'a lease is of 1 to LEASE_MAX numbers')
  const { block } = line
  if (line.leases.length >= LEASES_OUT_MAX) return { kind: 'too-many-leases' }
  if (nowMs >= block.untilMs || block.next >= block.to) {
    return { kind: 'need-block', want: nextBlockSize(line, want) }
  }
  const from = block.next
  const to = Math.min(block.to, from + want)
  // The numbers themselves make the name unique in the lane, for ever.
  const leaseId = `${line.deskId}.${from}`
  const leases = line.leases.concat([{ leaseId, from, to, untilMs: nowMs + forMs }])
  const cut = { block: { ...block, next: to }, leases, cutOfBlock: line.cutOfBlock + to - from }
  return { kind: 'lease', line: { ...line, ...cut }, lease: { leaseId, from, to, forMs } }
}

/**
 * Takes a new block; what was left of the old one will never be handed out. The room's blocks
 * only ascend, so an answer repeated or overtaken on the way is known by its numbers and dropped:
 * taking it again would hand them out twice.
 */
export function takeBlock(line: DeskLine, grant: BlockGrant, askedAtMs: number): DeskLine {
  if (grant.from < line.block.to) return line
  const left = [{ from: line.block.next, to: line.block.to }]
  return {
    ...line,
    block: { from: grant.from, next: grant.from, to: grant.to, untilMs: askedAtMs + grant.forMs },
    heard: { ...line.heard, unused: addRanges(line.heard.unused, left) },
    cutOfBlock: 0,
  }
}

/** A lease's holder says what it handed out. A second word on the same lease changes nothing. */
export function hearAccount(line: DeskLine, { leaseId, used }: LeaseAccount): DeskLine {
  const index = line.leases.findIndex((lease) => lease.leaseId === leaseId)
  const lease = line.leases[index]
  if (lease === undefined) return line
  const split = Math.min(lease.to, lease.from + Math.max(0, Math.floor(used)))
  const heard = {
    used: addRanges(line.heard.used, [{ from: lease.from, to: split }]),
    unused: addRanges(line.heard.unused, [{ from: split, to: lease.to }]),
  }
  return { ...line, leases: line.leases.toSpliced(index, 1), heard }
}

/**
 * Lets go of leases whose holders never spoke: their numbers stay unaccounted, since a fan may
 * hold one. A block past its end is given back in the same breath.
 */
export function tidyDesk(line: DeskLine, nowMs: number): DeskLine {
  const leases = line.leases.filter(({ untilMs }) => nowMs <= untilMs + ACCOUNT_GRACE_MS)
  const { block } = line
  if (nowMs < block.untilMs || block.next >= block.to) return { ...line, leases }
  const unused = addRanges(line.heard.unused, [{ from: block.next, to: block.to }])
  return { ...line, leases, block: { ...block, next: block.to }, heard: { ...line.heard, unused } }
}

/** Drops from what was heard that which its hearers have acknowledged. */
export function accountPassedOn(line: DeskLine, { used, unused }: NumbersAccount): DeskLine {
  const heard = {
    used: subtractRanges(line.heard.used, used),
    unused: subtractRanges(line.heard.unused, unused),
  }
  return { ...line, heard }
}

export function hasAccount({ heard }: DeskLine): boolean {
  return sizeOf(heard.used) + sizeOf(heard.unused) > 0
}

/** A fifth more than the last block's demand, at least what is asked for now. */
function nextBlockSize(line: DeskLine, want: number): number {
  const usedUp = line.cutOfBlock === line.block.to - line.block.from
  const demand = Math.ceil(line.cutOfBlock * (usedUp ? 2 : 1.2))
  return Math.min(BLOCK_MAX, Math.max(want, demand))
}
