/** The room a scenario speaks of, in the words of core. */
import { TOKEN_MS } from '../../core/queue/limits.ts'
import { roomSettings, type RoomSettings } from '../../core/queue/room/settings.ts'
import type { Scenario } from '../scenario.ts'

/** By arrival nothing happens before the opening but that the machines start. */
const BEFORE_OPENING_MS = 5_000

export function settingsOf(scenario: Scenario, startMs: number): RoomSettings {
  const { cap, ratePerSecond, lanes, order, span, near, arrivals } = scenario
  const { offerSeconds, sessionSeconds, closeAfterSeconds } = scenario
  const lobbyMs = order === 'draw' ? arrivals.lobbySeconds * 1_000 : 0
  const openAtMs = startMs + lobbyMs + BEFORE_OPENING_MS
  return roomSettings.parse({
    cap,
    ratePerSecond,
    lanes: lanes.map(({ id, sharePercent }) => ({ id, sharePercent })),
    order,
    mode: 'queue',
    schedule: {
      ...(order === 'draw' && { lobbyAtMs: openAtMs - lobbyMs }),
      openAtMs,
      ...(closeAfterSeconds !== undefined && {
        closeAtMs: openAtMs + Math.max(1, Math.round(closeAfterSeconds * 1_000)),
      }),
    },
    span,
    near,
    terms: { offerMs: offerSeconds * 1_000, sessionMs: sessionSeconds * 1_000, tokenMs: TOKEN_MS },
  })
}
