/** When each fan joins, in order: at the opening or in the lobby, in a burst or evenly. */
import type { Scenario } from '../scenario.ts'
import { ASKED, type Dice } from './dice.ts'
import type { Fans } from './fans.ts'

/** Instants of joining, earliest first, and whose they are. */
export type Arrivals = { readonly atMs: Float64Array; readonly fan: Uint32Array }

export function arrivalsOf(
  { order, arrivals }: Scenario,
  fans: Fans,
  dice: Dice,
  openAtMs: number,
): Arrivals {
  const { lobbySeconds, curve, withinSeconds, late } = arrivals
  const lobbyAtMs = openAtMs - lobbySeconds * 1_000
  const instants = new Float64Array(fans.size)
  for (let fan = 0; fan < fans.size; fan += 1) {
    const part = spreadBy(curve, dice.of(fan, ASKED.arrival))
    const inLobby = order === 'draw' && dice.of(fan, ASKED.late) >= late
    // The lobby fills up towards the opening; who comes after it comes in a burst or evenly.
    const atMs = inLobby
      ? lobbyAtMs + 1_000 + (1 - part) * (lobbySeconds * 1_000 - 2_000)
      : openAtMs + (order === 'draw' ? AFTER_DRAW_MS : 1_000) + part * withinSeconds * 1_000
    instants[fan] = fans.manner(fan) === 'places' && order === 'arrival' ? openAtMs + 500 : atMs
  }
  const fan = Uint32Array.from({ length: fans.size }, (_, index) => index)
  fan.sort((a, b) => (instants[a] ?? 0) - (instants[b] ?? 0) || a - b)
  return { atMs: Float64Array.from(fan, (index) => instants[index] ?? 0), fan }
}

/** Past the draw and its settling: before, nobody is handed a number. */
const AFTER_DRAW_MS = 180_000

/** A burst: half come in the first eighth of the time. */
function spreadBy(curve: 'burst' | 'steady', even: number): number {
  return curve === 'burst' ? even ** 3 : even
}
