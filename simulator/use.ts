/**
 * How much of cap and rate a sale used, and which of them decided how long it took: the one that was
 * used up while somebody waited. Looked at until nineteen in twenty of those let in were in, since
 * stragglers say nothing of either.
 */
import type { Found, Point } from './result.ts'

export type Use = {
  readonly capShare: number
  readonly rateShare: number
  readonly limit: 'cap' | 'rate' | 'both' | 'neither'
}

const LOOKED_AT_SHARE = 0.95
/** Nobody uses a slot to its last second: it goes back, and a message is on its way. */
const USED_UP_SHARE = 0.9
/** Of the time in which somebody waited: at the opening the rate is used up whatever decides later. */
const DECIDES_SHARE = 1 / 3

export function useOf({ series, fans }: Pick<Found, 'series' | 'fans'>): Use {
  const most = fans.admitted * LOOKED_AT_SHARE
  const busy = series.filter(({ atSeconds, admitted }) => atSeconds > 0 && admitted <= most)
  const waited = busy.filter(({ waiting }) => waiting > 0)
  return {
    capShare: meanOf(busy.map(capUse)),
    rateShare: meanOf(busy.map(rateUse)),
    limit: limitOf(decides(waited.map(capUse)), decides(waited.map(rateUse))),
  }
}

function capUse({ occupied, cap }: Point): number {
  return occupied / cap
}

function rateUse({ offersPerSecond, ratePerSecond }: Point): number {
  return offersPerSecond / ratePerSecond
}

function decides(uses: readonly number[]): boolean {
  return meanOf(uses.map((use) => (use >= USED_UP_SHARE ? 1 : 0))) >= DECIDES_SHARE
}

function limitOf(capDecides: boolean, rateDecides: boolean): Use['limit'] {
  if (capDecides && rateDecides) return 'both'
  if (capDecides) return 'cap'
  return rateDecides ? 'rate' : 'neither'
}

function meanOf(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
}
