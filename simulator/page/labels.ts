/**
 * Where a line's name stands: above or below its own line, where it is clear of all of them. Tried
 * at places along the line, and the clearest one taken. Sized for a phone, where letters are
 * largest against the drawing.
 */
import { FRAME, scaleX, scaleY, type Line, type Plot } from './plot.ts'

export type Label = {
  readonly text: string
  readonly line: Line
  readonly x: number
  readonly y: number
}

const LETTER = { width: 11.5, height: 20, gap: 9 } as const
const COLUMNS = 136
/** Clearer than this is no better. */
const CLEAR = 60

type Box = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
/** From where to where a line goes within each column of the drawing, if it is there at all. */
type Trace = readonly (readonly [number, number] | undefined)[]

export function labelsOf(plot: Plot): Label[] {
  const edges = plot.band === undefined ? [] : [plot.band.low, plot.band.high]
  const traces = [...plot.lines.map(({ values }) => values), ...edges].map((values) =>
    traceOf(plot, values),
  )
  const taken: Box[] = []
  return plot.lines.map((line, index) => {
    const half = (line.name.length * LETTER.width) / 2
    const own = traces[index] ?? []
    const scored = placesFor(own, half).map((place) => ({
      ...place,
      worth: worthOf(place.box, own, traces, taken),
    }))
    const corner = { ...cornerFor(half), worth: Number.NEGATIVE_INFINITY }
    const best = scored.reduce((best, next) => (next.worth > best.worth ? next : best), corner)
    taken.push(best.box)
    return { text: line.name, line, x: best.x, y: best.box.bottom - 5 }
  })
}

/** For a line that has no room beside it, or no points at all. */
function cornerFor(half: number): { x: number; box: Box } {
  const { right, top } = FRAME
  const box = { left: right - 2 * half, right, top, bottom: top + LETTER.height }
  return { x: right - half, box }
}

function placesFor(trace: Trace, half: number): { x: number; box: Box }[] {
  const all = trace.flatMap((reach, column) =>
    reach === undefined ? [] : [{ reach, x: xOf(column) }],
  )
  const fits = ({ x }: { x: number }) => x - half >= FRAME.left + 4 && x + half <= FRAME.right
  const places = all.filter(fits).flatMap(({ reach: [high, low], x }) =>
    [high - LETTER.gap, low + LETTER.gap + LETTER.height].map((bottom) => ({
      x,
      box: { left: x - half, right: x + half, top: bottom - LETTER.height, bottom },
    })),
  )
  const inside = places.filter(({ box }) => box.top >= FRAME.top && box.bottom <= FRAME.bottom)
  return inside.length > 0 ? inside : places
}

/**
 * More is better: how far from the nearest other line, much less for every column of a line that
 * the name would cover, and least of all over another name.
 */
function worthOf(box: Box, own: Trace, traces: readonly Trace[], taken: readonly Box[]): number {
  let worth = taken.some((other) => meet(box, other)) ? -10_000 : 0
  let nearest = CLEAR
  for (const trace of traces) {
    for (let column = columnOf(box.left); column <= columnOf(box.right); column += 1) {
      const reach = trace[column]
      if (reach === undefined) continue
      const [high, low] = reach
      const gap = Math.max(box.top - low, high - box.bottom)
      if (gap < 0) worth -= 200
      if (trace !== own) nearest = Math.min(nearest, Math.max(0, gap))
    }
  }
  return worth + nearest
}

function meet(a: Box, b: Box): boolean {
  const isBeside = a.right < b.left || b.right < a.left
  const isAbove = a.bottom < b.top || b.bottom < a.top
  return !isBeside && !isAbove
}

function traceOf(plot: Plot, values: readonly number[]): Trace {
  const trace: [number, number][] = Array.from({ length: COLUMNS + 1 }, () => [Infinity, -Infinity])
  for (const [index, value] of values.entries()) {
    const [fromColumn, fromY] = pointOf(plot, index - 1, values[index - 1] ?? value)
    const [toColumn, toY] = pointOf(plot, index, value)
    const columns = toColumn - fromColumn
    let before = fromY
    for (let column = fromColumn; column <= toColumn; column += 1) {
      const y = columns === 0 ? toY : fromY + ((toY - fromY) * (column - fromColumn)) / columns
      const reach = trace[column]
      if (reach === undefined) continue
      reach[0] = Math.min(reach[0], before, y)
      reach[1] = Math.max(reach[1], before, y)
      before = y
    }
  }
  return trace.map((reach) => (reach[0] > reach[1] ? undefined : reach))
}

function pointOf(plot: Plot, index: number, value: number): [number, number] {
  const x = plot.xs[Math.max(0, index)] ?? plot.x.from
  return [columnOf(scaleX(plot, x)), scaleY(plot, value)]
}

function columnOf(x: number): number {
  const column = Math.round(((x - FRAME.left) / (FRAME.right - FRAME.left)) * COLUMNS)
  return Math.min(COLUMNS, Math.max(0, column))
}

function xOf(column: number): number {
  return FRAME.left + (column / COLUMNS) * (FRAME.right - FRAME.left)
}
