/** What a room tells the directory of itself: a line of the list, and its gateway. */
import type { GatewaySettings } from '../shop/settings.ts'
import type { Described } from './described.ts'
import type { Figures } from './figures.ts'
import type { RoomSummary } from './room-answers.ts'

export type Listing = RoomSummary & { readonly gateway?: GatewaySettings }

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
    waiting: figures.lanes.reduce((sum, { waiting }) => sum + waiting, 0),
    occupied,
    alarms,
    asOfMs: saidAtMs,
    ...(shop?.gateway !== undefined && { gateway: shop.gateway }),
  }
}

/** What of it must reach the directory comes with these; the rest is counts, and the next will do. */
export function stampOf({ version, phase }: Pick<Listing, 'version' | 'phase'>): string {
  return `${version} ${phase}`
}
