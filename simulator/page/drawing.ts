/** A plot as SVG. Text is sized by the page's style, so that a phone shows it large enough. */
import { html } from 'hono/html'
import { labelsOf } from './labels.ts'
import { FRAME, scaleX, scaleY, type Line, type Mark, type Plot } from './plot.ts'

export type Markup = ReturnType<typeof html>

export function drawing(plot: Plot): Markup {
  const { width, height } = FRAME
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${plot.alternative}"
    data-plot="${plot.id}"
  >
    ${yAxis(plot)} ${xAxis(plot)} ${plot.marks.map((mark) => markLine(plot, mark))} ${band(plot)}
    ${plot.lines.map((line) => html`<path class="line ${line.look}" d="${pathOf(plot, line)}" />`)}
    ${labelsOf(plot).map(
      ({ text, line, x, y }) =>
        html`<text class="name ${line.look}" x="${at(x)}" y="${at(y)}">${text}</text>`,
    )}
    ${markNumbers(plot)}
    <line class="cursor" x1="-9" x2="-9" y1="${FRAME.top}" y2="${FRAME.bottom}" />
  </svg>`
}

function yAxis(plot: Plot): Markup[] {
  const { left, right, top } = FRAME
  const ticks = plot.y.ticks.map((value) => {
    const y = at(scaleY(plot, value))
    return html`<line
        class="${value === 0 ? 'base' : 'grid'}"
        x1="${left}"
        x2="${right}"
        y1="${y}"
        y2="${y}"
      />
      <text class="tick side" x="${left - 10}" y="${y}">${plot.y.text(value)}</text>`
  })
  return [...ticks, html`<text class="unit" x="4" y="${top - 44}">${plot.unit}</text>`]
}

function xAxis(plot: Plot): Markup[] {
  const { bottom, right } = FRAME
  return plot.x.ticks.map((value) => {
    const x = scaleX(plot, value)
    // The last label would stick out of the drawing if it stood in the middle of its tick.
    const anchor = x > right - 30 ? 'end' : 'middle'
    const shown = at(anchor === 'end' ? FRAME.width : x)
    return html`<line class="base" x1="${at(x)}" x2="${at(x)}" y1="${bottom}" y2="${bottom + 6}" />
      <text class="tick" x="${shown}" y="${bottom + 30}" text-anchor="${anchor}"
        >${plot.x.text(value)}</text
      >`
  })
}

function pathOf(plot: Plot, { values, stepped }: Line): string {
  const points = values.map((value, index) => {
    const x = at(scaleX(plot, plot.xs[index] ?? 0))
    const y = at(scaleY(plot, value))
    if (index === 0) return `M${x} ${y}`
    return stepped === true ? `H${x}V${y}` : `L${x} ${y}`
  })
  return points.join('')
}

function band(plot: Plot): Markup | '' {
  if (plot.band === undefined) return ''
  const corner = (values: readonly number[]) => (x: number, index: number) =>
    `${at(scaleX(plot, x))} ${at(scaleY(plot, values[index] ?? 0))}`
  const there = plot.xs.map(corner(plot.band.high))
  const back = plot.xs.map(corner(plot.band.low)).toReversed()
  if (there.length === 0) return ''
  return html`<path class="band" d="M${[...there, ...back].join('L')}Z" />`
}

function markLine(plot: Plot, { x }: Mark): Markup {
  const where = at(scaleX(plot, x))
  return html`<line
    class="mark"
    x1="${where}"
    x2="${where}"
    y1="${FRAME.top - 4}"
    y2="${FRAME.bottom}"
  />`
}

/** Marks too close to be told apart share one number: 3–5. */
function markNumbers(plot: Plot): Markup[] {
  const groups: Mark[][] = []
  for (const mark of plot.marks) {
    const group = groups.at(-1)
    const before = group?.at(-1)?.x ?? Number.NEGATIVE_INFINITY
    if (group !== undefined && scaleX(plot, mark.x) - scaleX(plot, before) < APART) group.push(mark)
    else groups.push([mark])
  }
  return groups.map((group) => markNumber(plot, group))
}

/** Two numbers side by side do not touch. */
const APART = 30

function markNumber(plot: Plot, group: readonly Mark[]): Markup {
  const numbers = [group.at(0), group.at(-1)].map((mark) => ({
    x: scaleX(plot, mark?.x ?? 0),
    text: String(mark?.number ?? ''),
  }))
  const text = [...new Set(numbers.map(({ text }) => text))].join('–')
  const wide = 16 + text.length * 10
  const middle = numbers.reduce((sum, { x }) => sum + x, 0) / numbers.length
  const left = at(Math.min(Math.max(middle - wide / 2, FRAME.left - 16), FRAME.right - wide))
  const top = FRAME.top - 32
  return html`<g class="number">
    <rect x="${left}" y="${top}" width="${wide}" height="26" rx="13" />
    <text x="${left + wide / 2}" y="${top + 13}">${text}</text>
  </g>`
}

/** A tenth of a unit is finer than a screen. */
function at(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0
}
