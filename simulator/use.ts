/**
 * How much of cap and rate a sale used, and so which of them decided how long it took. Looked at
 * until nineteen in twenty of those let in were in: stragglers say nothing of either.
 */
import type { Found } from './result.ts'

export type Use = {
  readonly capShare: number
  readonly rateShare: number
  readonly limit: 'cap' | 'rate' | 'both' | 'neither'
}

const LOOKED_AT_SHARE = 0.95
/** Nobody uses a slot to its last second: it goes back, and a message is on its way. */
const USED_UP_SHARE = 0.9

export function useOf({ series, fans }: Pick<Found, 'series' | 'fans'>): Use {
  const most = fans.admitted * LOOKED_AT_SHARE
  const busy = series.filter(({ atSeconds, admitted }) => atSeconds > 0 && admitted <= most)
  const capShare = meanOf(busy.map(({ occupied, cap }) => occupied / cap))
  const rateShare = meanOf(
    busy.map(({ offersPerSecond, ratePerSecond }) => offersPerSecond / ratePerSecond),
  )
  return {
    capShare,
    rateShare,
    limit: limitOf(capShare >= USED_UP_SHARE, rateShare >= USED_UP_SHARE),
  }
}

function limitOf(isCapUsedUp: boolean, isRateUsedUp: boolean): Use['limit'] {
  if (isCapUsedUp && isRateUsedUp) return 'both'
  if (isCapUsedUp) return 'cap'
  return isRateUsedUp ? 'rate' : 'neither'
}

function meanOf(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
}
