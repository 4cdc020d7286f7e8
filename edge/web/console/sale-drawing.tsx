import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { countIn } from '../room/words.ts'
import { durationIn } from './console-words.ts'

/** Drawn in these, and stretched to where it stands: words are beside it, not in it. */
const WIDE = 600
const HIGH = 120
const LEAST_SPAN_MS = 60_000

type Series = readonly { readonly atMs: number; readonly value: number }[]
type DrawingProps = {
  name: string
  series: Series
  /** A bound it is held against, drawn as a dashed line. */
  bound?: Series
  /** From its beginning to its end, and how high it went, where nothing moves any more. */
  isOver?: boolean
  say: Say
  language: Language
}

/** How one count went, and what of it can be read without eyes: now, the lowest, the highest. */
export function Drawing({ name, series, bound = [], isOver = false, say, language }: DrawingProps) {
  const values = series.map(({ value }) => value)
  const [now, low, high] = [values.at(-1) ?? 0, Math.min(...values), Math.max(...values)]
  const most = Math.max(1, high, ...bound.map(({ value }) => value))
  const count = (value: number) => countIn(language, Math.round(value))
  const toMs = series.at(-1)?.atMs ?? 0
  const spanMs = Math.max(isOver ? 1 : LEAST_SPAN_MS, toMs - (series[0]?.atMs ?? toMs))
  const lineOf = (of: Series) => pathOf(of, toMs, spanMs, most)
  const line = lineOf(series)
  return (
    <figure class="drawing">
      <figcaption>
        <span>{name}</span>{' '}
        <strong>{isOver ? say('sale.course.most', { n: count(high) }) : count(now)}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={
          series.length === 0
            ? name
            : say('sale.course.says', { name, now: count(now), low: count(low), high: count(high) })
        }
      >
        <path class="ground" d={`M0 ${HIGH - 0.5}H${WIDE}`} />
        {line === '' ? null : (
          <path class="area" d={`${line}V${HIGH}H${xOf(series, toMs, spanMs)}Z`} />
        )}
        {bound.length === 0 ? null : <path class="bound" d={lineOf(bound)} />}
        <path class="line" d={line} />
      </svg>
      <p class="scale">
        <span>{isOver ? durationIn(say, 0) : `−${durationIn(say, spanMs)}`}</span>
        <span>
          {isOver ? durationIn(say, spanMs) : say('sale.course.most', { n: count(most) })}
        </span>
      </p>
    </figure>
  )
}

function xOf(series: Series, toMs: number, spanMs: number): number {
  const atMs = series[0]?.atMs ?? toMs
  return rounded(WIDE - ((toMs - atMs) / spanMs) * WIDE)
}

/** A single point is a short stroke: it would not be seen otherwise. */
function pathOf(series: Series, toMs: number, spanMs: number, most: number): string {
  const [first] = series
  if (first === undefined) return ''
  const drawn = series.length === 1 ? [{ ...first, atMs: first.atMs - spanMs / 60 }, first] : series
  return drawn
    .map(({ atMs, value }, at) => {
      const x = rounded(WIDE - ((toMs - atMs) / spanMs) * WIDE)
      const y = rounded(HIGH - 2 - (value / most) * (HIGH - 6))
      return `${at === 0 ? 'M' : 'L'}${x} ${y}`
    })
    .join('')
}

function rounded(n: number): number {
  return Math.round(n * 10) / 10
}
