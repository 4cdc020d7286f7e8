/** What a room tells the directory of itself: a line of the list, and its gateway. */
import type { GatewaySettings } from '../shop/settings.ts'
import type { Described } from './described.ts'
import type { Figures } from './figures.ts'
import type { RoomSummary } from './room-answers.ts'

export type Listing = RoomSummary & {
  readonly gateway?: GatewaySettings
  readonly counts: ListedCounts
}

/** For metrics: all lanes together. */
type ListedCounts = {
  readonly joined: number
  readonly turns: number
  readonly lapses: number
  readonly offered: number
  readonly inside: number
  readonly silentSegments: number
  readonly countsAsOfMs: number
  readonly revocationsAsOfMs: number
}

export function listingOf({ entry, version }: Described, figures: Figures): Listing {
  const { id, title, shop, settings } = entry
  const { phase, cap, ratePerSecond, occupied, alarms, saidAtMs } = figures
  return {
    id,
    title,
    version,
    phase,
    openAtMs: settings.schedule.openAtMs,
    cap,
    ratePerSecond,
    waiting: sumOf(figures, 'waiting'),
    occupied,
    alarms,
    asOfMs: saidAtMs,
    counts: countsOf(figures),
    ...(shop?.gateway !== undefined && { gateway: shop.gateway }),
  }
}

function countsOf(figures: Figures): ListedCounts {
  const { silentSegments, countsAsOfMs, revocationsAsOfMs } = figures.health
  return {
    joined: sumOf(figures, 'joined'),
    turns: sumOf(figures, 'turns'),
    lapses: sumOf(figures, 'lapses'),
    offered: sumOf(figures, 'offered'),
    inside: sumOf(figures, 'inside'),
    silentSegments,
    countsAsOfMs,
    revocationsAsOfMs,
  }
}

type Summed = 'waiting' | 'joined' | 'turns' | 'lapses' | 'offered' | 'inside'

function sumOf({ lanes }: Figures, name: Summed): number {
  return lanes.reduce((sum, lane) => sum + lane[name], 0)
}

/** What of it must reach the directory comes with these; the rest is counts, and the next will do. */
export function stampOf({ version, phase }: Pick<Listing, 'version' | 'phase'>): string {
  return `${version} ${phase}`
}
