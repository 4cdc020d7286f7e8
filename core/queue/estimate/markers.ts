/**
 * Positions for which the room notes what a fan there is told, to see, when the line has come to
 * them, whether it was true. Some of every length of wait are under way at any time.
 */
import { foreseen, servedAfter, type Curve } from './forecast.ts'
import type { Observed, ObservedLane } from './observed.ts'
import { waitRange, type WaitRange, type WaitTable } from './range.ts'
import { CLASSES, classOf, horizonMs } from './spread.ts'

type Marker = {
  readonly lane: string
  readonly position: number
  readonly toldAtMs: number
  readonly told: WaitRange
  /** Fans ahead, and slots granted in all, when it was told. */
  readonly ahead: number
  readonly granted: number
  /** Foreseen when told, or again when the room was steered otherwise. */
  readonly foreseenAtMs: number
  readonly foreseenMs: number
}

export type Markers = {
  readonly out: readonly Marker[]
  /** By lane and class of waits: when the next may be set. */
  readonly nextAtMs: Readonly<Record<string, readonly number[]>>
}

/** A marker that the line has come to. */
export type Passed = {
  readonly told: WaitRange
  readonly waitMs: number
  readonly of: number
  /** Nothing was steered while it was out: if the range did not hold it was too narrow. */
  readonly isFair: boolean
  /** What came over what was foreseen; undefined where that says nothing. */
  readonly ratio: number | undefined
}

/** What is told now, by lane. */
export type Told = ReadonlyMap<string, { readonly curve: Curve; readonly table: WaitTable }>

/** So many of a class are under way at once, in one lane. */
const PER_CLASS = 10
const SELDOM_MS = 2_000
const MOST = 640
/** Fewer slots than this part of those ahead: they were not called, the line was passed over. */
const PASSED_OVER = 0.6

export const noMarkers: Markers = { out: [], nextAtMs: {} }

/** Takes out the markers that the calls have come to, and says how each fared. */
export function passMarkers(
  markers: Markers,
  { lanes, granted }: Observed,
  nowMs: number,
): { readonly markers: Markers; readonly passed: readonly Passed[] } {
  const called = new Map(lanes.map(({ id, calledUpTo }) => [id, calledUpTo]))
  const isPassed = ({ lane, position }: Marker) => (called.get(lane) ?? 0) > position
  if (!markers.out.some(isPassed)) return { markers, passed: [] }
  const passed = markers.out.filter(isPassed).map((marker): Passed => {
    const { told, toldAtMs, foreseenAtMs, foreseenMs } = marker
    // A front that ran past people who were away says nothing of those who are here.
    const isServed = granted - marker.granted >= marker.ahead * PASSED_OVER
    return {
      told,
      waitMs: nowMs - toldAtMs,
      of: classOf(foreseenMs),
      isFair: foreseenAtMs === toldAtMs,
      ratio: isServed ? (nowMs - foreseenAtMs) / Math.max(1_000, foreseenMs) : undefined,
    }
  })
  const out = markers.out.filter((marker) => !isPassed(marker))
  return { markers: { ...markers, out }, passed }
}

/** Steered otherwise: what comes is held against what is foreseen now, and not before. */
export function foreseenAnew(
  markers: Markers,
  { lanes }: Observed,
  told: Told,
  nowMs: number,
): Markers {
  const out = markers.out.map((marker) => {
    const curve = told.get(marker.lane)?.curve
    const lane = lanes.find(({ id }) => id === marker.lane)
    const foreseenMs = curve && lane && foreseen(curve, lane.aheadOf(marker.position))
    return foreseenMs === undefined ? marker : { ...marker, foreseenAtMs: nowMs, foreseenMs }
  })
  return { ...markers, out }
}

/** Sets those that are due, for what is told now. */
export function setMarkers(
  markers: Markers,
  { lanes, granted }: Observed,
  told: Told,
  nowMs: number,
): Markers {
  const out = [...markers.out]
  const nextAtMs = new Map(Object.entries(markers.nextAtMs))
  for (const lane of lanes) {
    const { curve, table } = told.get(lane.id) ?? {}
    if (curve === undefined || table === undefined) continue
    const next = nextAtMs.get(lane.id) ?? Array.from({ length: CLASSES }, () => 0)
    const due = next.flatMap((atMs, of) => (atMs <= nowMs ? [of] : []))
    for (const of of due) {
      const place = out.length < MOST && placeAfter(lane, curve, table, horizonMs(of))
      if (place) out.push({ ...place, granted, toldAtMs: nowMs, foreseenAtMs: nowMs })
    }
    const again = next.map((atMs, of) => (due.includes(of) ? nowMs + intervalMs(of) : atMs))
    if (due.length > 0) nextAtMs.set(lane.id, again)
  }
  if (out.length === markers.out.length)
    return { ...markers, nextAtMs: Object.fromEntries(nextAtMs) }
  return { out, nextAtMs: Object.fromEntries(nextAtMs) }
}

function intervalMs(of: number): number {
  return Math.max(SELDOM_MS, horizonMs(of) / PER_CLASS)
}

type Place = Pick<Marker, 'lane' | 'position' | 'told' | 'ahead' | 'foreseenMs'>

/** Where somebody is called after about so long; nothing where the line is shorter. */
function placeAfter(
  { id, calledUpTo, frontier, aheadOf }: ObservedLane,
  curve: Curve,
  table: WaitTable,
  afterMs: number,
): Place | undefined {
  const served = servedAfter(curve, afterMs)
  const waiting = aheadOf(frontier)
  if (served === undefined || waiting === 0) return undefined
  const part = Math.min(1, served / waiting)
  const position = Math.min(frontier - 1, Math.round(calledUpTo + (frontier - calledUpTo) * part))
  if (position < calledUpTo) return undefined
  const ahead = aheadOf(position)
  const foreseenMs = foreseen(curve, ahead)
  const told = waitRange(table, ahead)
  if (foreseenMs === undefined || told === undefined) return undefined
  return { lane: id, position, told, ahead, foreseenMs }
}
