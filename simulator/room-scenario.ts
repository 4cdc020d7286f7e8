/**
 * The scenario of a room: its settings as they are, and the crowd that somebody expects. It needs
 * no schema, so that a page can make one; whoever plays it holds it to the schema first. What of the
 * settings is not in it, not-played.ts says.
 */
import type { z } from 'zod'
import type { RoomView } from '../core/operate/room-answers.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { ExpectedCrowd } from './expected-crowd.ts'
import { WEEK_S } from './limits.ts'
import type { scenario } from './scenario.ts'

/** A room as its operators see it: its rate may be another than the one it was described with. */
export type RehearsedRoom = Pick<RoomView, 'ratePerSecond'> & {
  readonly entry: Pick<RoomEntry, 'id' | 'desks' | 'settings'>
}

/** A room that lets nobody in is rehearsed with one slot. */
export function roomScenario(
  { entry, ratePerSecond }: RehearsedRoom,
  crowd: ExpectedCrowd,
): z.input<typeof scenario> {
  const { id, desks, settings } = entry
  const { cap, order, lanes, span, near, terms } = settings
  const shares = lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0)
  const closeAfterSeconds = closesAfterSeconds(entry)
  return {
    name: id.slice(0, 40),
    about: `The settings of ${id}, as they are now.`,
    seed: crowd.seed,
    fans: crowd.fans,
    cap: Math.max(1, cap),
    ratePerSecond,
    order,
    lanes: lanes.map(({ id, sharePercent }) => ({ id, sharePercent, fans: sharePercent / shares })),
    span,
    near,
    offerSeconds: Math.round(terms.offerMs / 1_000),
    sessionSeconds: Math.round(terms.sessionMs / 1_000),
    // Later than any rehearsal ends is never.
    ...(closeAfterSeconds !== undefined && closeAfterSeconds <= WEEK_S && { closeAfterSeconds }),
    arrivals: { withinSeconds: crowd.withinSeconds },
    crowd: {
      noShow: crowd.noShowPercent / 100,
      shopping: { medianSeconds: crowd.shoppingSeconds },
    },
    machines: { desks },
  }
}

/** From the opening; undefined for a sale that is closed by hand. */
export function closesAfterSeconds({
  settings: { schedule },
}: Pick<RoomEntry, 'settings'>): number | undefined {
  const { openAtMs, closeAtMs } = schedule
  return closeAtMs === undefined ? undefined : (closeAtMs - openAtMs) / 1_000
}
