/** When to ask again, as the reason of a close says it that came too early; or as usual. */
const MOST_MS = 60_000

export function againInMs(reason: string, usualMs: number): number {
  const said = parsed(reason)
  const isSaid = typeof said === 'object' && said !== null && 'againInMs' in said
  const inMs = isSaid ? Number(said.againInMs) : Number.NaN
  return Number.isFinite(inMs) && inMs >= 0 ? Math.min(inMs, MOST_MS) : usualMs
}

function parsed(reason: string): unknown {
  try {
    return JSON.parse(reason)
  } catch {
    return undefined
  }
}
