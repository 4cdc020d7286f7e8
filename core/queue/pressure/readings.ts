/** All fresh reports as one picture of the origin, and what of it is beyond its limit. */
import type { OriginReport } from './report.ts'
import type { PressureSettings } from './settings.ts'

export type Readings = {
  readonly reporters: number
  readonly requests: number
  readonly errorsShare: number
  readonly latencyP95Ms: number
  readonly inFlight: number
  /** Undefined where nobody said: then stock slows nothing. */
  readonly stockLeft: number | undefined
}

/** What the room knows of its own crowd. */
export type Crowd = {
  readonly sessionsInside: number
  /** Whether fans wait who would be inside if the rate were higher. */
  readonly waitsForRate: boolean
}

export const strainKinds = ['errors', 'latency', 'in-flight', 'stock'] as const
type StrainKind = (typeof strainKinds)[number]
/** How many times its limit. What is not sure is reason not to raise, and none to cut. */
export type Strain = { readonly kind: StrainKind; readonly times: number; readonly sure: boolean }

/** One reporter counts as so much slower than the target at most: none rules the others. */
const SLOWEST_TIMES = 4
/** How sure a cut for errors has to be: two standard deviations. */
const SURE_Z = 2

/** A p95 of all cannot be had from several p95s: their mean, by requests a second, must do. */
export function readingsOf(
  reports: readonly OriginReport[],
  { targetLatencyMs }: Pick<PressureSettings, 'targetLatencyMs'>,
): Readings {
  const perMs = reports.reduce((sum, { requests, windowMs }) => sum + requests / windowMs, 0)
  const errorsPerMs = reports.reduce((sum, { errors, windowMs }) => sum + errors / windowMs, 0)
  const slowness = reports.reduce((sum, { requests, windowMs, latencyP95Ms = 0 }) => {
    return sum + (requests / windowMs) * Math.min(latencyP95Ms, SLOWEST_TIMES * targetLatencyMs)
  }, 0)
  const stocks = reports.flatMap(({ stockLeft }) => (stockLeft === undefined ? [] : [stockLeft]))
  return {
    reporters: reports.length,
    requests: reports.reduce((sum, { requests }) => sum + requests, 0),
    errorsShare: perMs === 0 ? 0 : errorsPerMs / perMs,
    latencyP95Ms: perMs === 0 ? 0 : slowness / perMs,
    inFlight: Math.max(inFlightOf(reports, 'origin'), inFlightOf(reports, 'gateway')),
    stockLeft: stocks.length === 0 ? undefined : Math.min(...stocks),
  }
}

/** What is beyond its limit: the sure first, then the worst. */
export function strainsOf(
  settings: PressureSettings,
  readings: Readings,
  { sessionsInside }: Crowd,
): Strain[] {
  const { requests, errorsShare, latencyP95Ms, inFlight, stockLeft } = readings
  const { mostErrorsShare, targetLatencyMs, mostInFlight = Infinity, stock } = settings
  const isEnough = requests >= settings.fewestRequests
  const sureErrors = surely(errorsShare, requests) / mostErrorsShare
  const errors = sureErrors > 1 ? sureErrors : errorsShare / mostErrorsShare
  const needed = stock.whenShort === 'slow' ? sessionsInside * stock.seatsPerSession : 0
  const all: Strain[] = [
    { kind: 'errors', times: errors, sure: isEnough && sureErrors > 1 },
    { kind: 'latency', times: latencyP95Ms / targetLatencyMs, sure: isEnough },
    { kind: 'in-flight', times: inFlight / mostInFlight, sure: true },
    { kind: 'stock', times: timesShort(needed, stockLeft), sure: true },
  ]
  return all
    .filter(({ times }) => times > 1)
    .toSorted((a, b) => Number(b.sure) - Number(a.sure) || b.times - a.times)
}

function timesShort(needed: number, stockLeft: number | undefined): number {
  if (stockLeft === undefined || needed === 0) return 0
  // Of the last seats half a one is left: a number, where nothing left would be infinity.
  return needed / Math.max(stockLeft, 0.5)
}

function inFlightOf(reports: readonly OriginReport[], source: OriginReport['source']): number {
  return reports.reduce((sum, report) => sum + (report.source === source ? report.inFlight : 0), 0)
}

/** Wilson's lower bound: the share of errors there is at least, as far as so few can tell. */
function surely(share: number, requests: number): number {
  if (requests === 0) return 0
  const z2 = SURE_Z ** 2
  const centre = share + z2 / (2 * requests)
  const spread = SURE_Z * Math.sqrt((share * (1 - share)) / requests + z2 / (4 * requests ** 2))
  return Math.max(0, (centre - spread) / (1 + z2 / requests))
}
