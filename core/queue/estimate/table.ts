/**
 * From what is foreseen to what is told: a short table of ranges by how many are ahead, which
 * travels in the room's document and is read by `waitRange`.
 */
import { foreseen, type Curve } from './forecast.ts'
import type { WaitTable } from './range.ts'
import { horizonMs, type Factors } from './spread.ts'

/** At the very front: a look, a tick and a report may lie between. */
const LEAST_MARGIN_MS = { below: 2_000, above: 3_000 }

/** What a lane is told, for a few lengths of its line; never shorter further back. */
export function tableOf(curve: Curve, factors: readonly Factors[]): WaitTable {
  const rows: WaitTable = []
  let low = 0
  let high = 0
  for (const { atMs, ahead } of rowsOf(curve)) {
    const margins = marginsAt(factors, atMs)
    low = Math.max(low, Math.floor(atMs * margins.low - LEAST_MARGIN_MS.below), 0)
    high = Math.max(high, Math.ceil(atMs * margins.high + LEAST_MARGIN_MS.above))
    rows.push([ahead, low, high])
  }
  return rows
}

const ROWS = 36

/** A few points of a curve, close together where the wait is short. */
function rowsOf(curve: Curve): { readonly atMs: number; readonly ahead: number }[] {
  const last = curve.at(-1)
  if (last === undefined || last.served < 1) return []
  const rows: { atMs: number; ahead: number }[] = []
  const most = Math.floor(last.served) - 1
  for (let row = 0; row <= ROWS; row += 1) {
    const ahead = Math.round(Math.expm1((Math.log1p(most) * row) / ROWS))
    const atMs = foreseen(curve, ahead)
    if (atMs !== undefined && ahead !== rows.at(-1)?.ahead) rows.push({ atMs, ahead })
  }
  return rows
}

/** Between the classes' middles the factors run evenly. */
function marginsAt(factors: readonly Factors[], atMs: number): Factors {
  const at = Math.log2(Math.max(1, atMs) / horizonMs(0))
  const from = Math.min(factors.length - 1, Math.max(0, Math.floor(at)))
  const part = Math.min(1, Math.max(0, at - from))
  const a = factors[from] ?? { low: 1, high: 1 }
  const b = factors[from + 1] ?? a
  return { low: a.low + (b.low - a.low) * part, high: a.high + (b.high - a.high) * part }
}
