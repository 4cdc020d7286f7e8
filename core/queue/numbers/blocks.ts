/**
 * The room's side of a lane's numbers: one counter, stored before a block is answered, and what
 * was said of the numbers since. A number nobody ever accounted for stays in the line: somebody
 * may hold it.
 */
import { assert } from '../../assert.ts'
import { ACCOUNT_GRACE_MS, BLOCK_MAX, BLOCKS_OUT_MAX, DESK_LEASE_MS } from '../limits.ts'
import { GAPS_MAX, ISOLATE_LEASE_MS, LOBBY_BLOCK_MS, LOBBY_LEASE_MS } from '../limits.ts'
import { addRanges, sizeOf, subtractRanges, type Ranges } from '../ranges.ts'
import type { BlockGrant, NumbersAccount } from './desk.ts'

type BlockOut = { readonly open: Ranges; readonly untilMs: number }

export type LaneNumbers = {
  /** The next number nobody was ever given: the frontier. */
  readonly next: number
  readonly blocks: readonly BlockOut[]
  readonly used: number
  readonly unused: number
  /** Numbers of blocks long over that nobody spoke for. */
  readonly unaccounted: number
  /** Kept in the lobby of a draw: the numbers that surely nobody holds, which are not drawn. */
  readonly gaps: Ranges
  /** Once a draw's numbers were counted: those below `upTo` share the first `size` positions. */
  readonly counted: { readonly upTo: number; readonly size: number } | undefined
}

/** How long leases last. By arrival their sum is the published window of R3. */
export type LeaseTerms = { readonly deskMs: number; readonly isolateMs: number }

export function leaseTerms(inLobby: boolean): LeaseTerms {
  return inLobby
    ? { deskMs: LOBBY_BLOCK_MS, isolateMs: LOBBY_LEASE_MS }
    : { deskMs: DESK_LEASE_MS, isolateMs: ISOLATE_LEASE_MS }
}

/** Both leases together end with the lobby, or half a second later at its very end (R9). */
export function lobbyTerms(leftMs: number): LeaseTerms {
  const long = leaseTerms(true)
  const short = leaseTerms(false)
  const half = Math.floor(leftMs / 2)
  return {
    deskMs: Math.max(short.deskMs, Math.min(long.deskMs, half)),
    isolateMs: Math.max(short.isolateMs, Math.min(long.isolateMs, half)),
  }
}

/** R3: two joins further apart than this are never inverted. */
export function orderWindowMs({ deskMs, isolateMs }: LeaseTerms): number {
  return deskMs + isolateMs
}

export function noNumbers(): LaneNumbers {
  return {
    next: 0,
    blocks: [],
    used: 0,
    unused: 0,
    unaccounted: 0,
    gaps: [],
    counted: undefined,
  }
}

/** The next position nobody was ever given: the next number, or behind all who were drawn. */
export function positionFrontier({ next, counted }: LaneNumbers): number {
  return counted === undefined ? next : counted.size + next - counted.upTo
}

/** Numbers that desks and isolates have, and of which it is not known who holds them. */
export function numbersOut({ blocks }: LaneNumbers): number {
  return blocks.reduce((sum, { open }) => sum + sizeOf(open), 0)
}

export type BlockCut =
  | { readonly kind: 'block'; readonly numbers: LaneNumbers; readonly grant: BlockGrant }
  | { readonly kind: 'too-many-blocks' }
  | { readonly kind: 'lane-full' }

export function cutBlock(
  numbers: LaneNumbers,
  want: number,
  limit: number,
  { deskMs, isolateMs }: LeaseTerms,
  nowMs: number,
): BlockCut {
  assert(want >= 1, 'a block holds numbers')
  if (numbers.blocks.length >= BLOCKS_OUT_MAX) return { kind: 'too-many-blocks' }
  const from = numbers.next
  const to = Math.min(limit, from + Math.min(BLOCK_MAX, want))
  if (from >= to) return { kind: 'lane-full' }
  const block = { open: [{ from, to }], untilMs: nowMs + deskMs + isolateMs }
  return {
    kind: 'block',
    numbers: { ...numbers, next: to, blocks: [...numbers.blocks, block] },
    grant: { from, to, forMs: deskMs },
  }
}

/**
 * Hears what became of numbers. Repeats find nothing open and change nothing. For a draw the void
 * ones are kept by name; where they are too scattered to be kept they stay in the draw, as numbers
 * that nobody accounted for.
 */
export function accountNumbers(
  numbers: LaneNumbers,
  account: NumbersAccount,
  keepsGaps = false,
): LaneNumbers {
  let { used, unused, unaccounted, gaps } = numbers
  const handedOut = addRanges([], account.used)
  const neverOut = subtractRanges(addRanges([], account.unused), handedOut)
  const blocks = numbers.blocks.map((block) => {
    const openUsed = overlap(block.open, handedOut)
    const openUnused = overlap(block.open, neverOut)
    if (openUsed.length + openUnused.length === 0) return block
    used += sizeOf(openUsed)
    const more = keepsGaps ? addRanges(gaps, openUnused) : gaps
    if (more.length <= GAPS_MAX) {
      unused += sizeOf(openUnused)
      gaps = more
    } else {
      unaccounted += sizeOf(openUnused)
    }
    return { ...block, open: subtractRanges(block.open, addRanges(openUsed, openUnused)) }
  })
  const left = blocks.filter(({ open }) => open.length > 0)
  return { ...numbers, used, unused, unaccounted, gaps, blocks: left }
}

/** Closes blocks that are long over; what is still open in them stays unaccounted. */
export function closeBlocks(numbers: LaneNumbers, nowMs: number): LaneNumbers {
  const over = numbers.blocks.filter(({ untilMs }) => nowMs > untilMs + 2 * ACCOUNT_GRACE_MS)
  if (over.length === 0) return numbers
  const lost = over.reduce((total, { open }) => total + sizeOf(open), 0)
  return {
    ...numbers,
    blocks: numbers.blocks.filter((block) => !over.includes(block)),
    unaccounted: numbers.unaccounted + lost,
  }
}

/** The part of the said numbers that is open. Both are sorted: one walk along them. */
function overlap(open: Ranges, said: Ranges): Ranges {
  const shared: { from: number; to: number }[] = []
  let at = 0
  for (const range of open) {
    while ((said[at]?.to ?? Infinity) <= range.from) at += 1
    for (let next = at; (said[next]?.from ?? Infinity) < range.to; next += 1) {
      const { from = 0, to = 0 } = said[next] ?? {}
      shared.push({ from: Math.max(from, range.from), to: Math.min(to, range.to) })
    }
  }
  return shared
}
