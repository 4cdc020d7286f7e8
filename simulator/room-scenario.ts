/**
 * The scenario of a room: its settings as they are, and the crowd that somebody expects. It needs
 * no schema, so that a page can make one; whoever plays it holds it to the schema first.
 */
import type { z } from 'zod'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { scenario } from './scenario.ts'

/** What is said of the people who come. Everything else is in the room's settings. */
export type ExpectedCrowd = {
  readonly fans: number
  readonly withinSeconds: number
  /** Half of them shop no longer. */
  readonly shoppingSeconds: number
  /** So many of a hundred never take their turn. */
  readonly noShowPercent: number
  /** Another crowd of the same kind. */
  readonly seed: number
}

type Room = Pick<RoomEntry, 'id' | 'desks' | 'settings'>

/** Where nobody says how many come: ten times as many as may be in the shop. */
const FANS_PER_SLOT = 10
const FANS_MAX = 2_000_000
/** And how long they shop: a third of what a session allows. */
const SHOPPING_SHARE = 1 / 3

export function expectedCrowd({ settings: { cap, terms } }: Room): ExpectedCrowd {
  return {
    fans: Math.min(FANS_MAX, Math.max(1, cap * FANS_PER_SLOT)),
    withinSeconds: 120,
    shoppingSeconds: Math.max(1, Math.round((terms.sessionMs / 1_000) * SHOPPING_SHARE)),
    noShowPercent: 10,
    seed: 1,
  }
}

/** A room that lets nobody in is rehearsed with one slot. */
export function roomScenario(room: Room, crowd: ExpectedCrowd): z.input<typeof scenario> {
  const { id, desks, settings } = room
  const { cap, ratePerSecond, order, lanes, terms } = settings
  const shares = lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0)
  return {
    name: id.slice(0, 40),
    about: `The settings of ${id}, as they are now.`,
    seed: crowd.seed,
    fans: crowd.fans,
    cap: Math.max(1, cap),
    ratePerSecond,
    order,
    lanes: lanes.map(({ id, sharePercent }) => ({ id, sharePercent, fans: sharePercent / shares })),
    offerSeconds: Math.round(terms.offerMs / 1_000),
    sessionSeconds: Math.round(terms.sessionMs / 1_000),
    arrivals: { withinSeconds: crowd.withinSeconds },
    crowd: {
      noShow: crowd.noShowPercent / 100,
      shopping: { medianSeconds: crowd.shoppingSeconds },
    },
    machines: { desks },
  }
}
