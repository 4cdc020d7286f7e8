/** The six plots of a rehearsal. */
import { countText, durationText } from '../figures.ts'
import type { Point, Result } from '../result.ts'
import type { Line, Look, Mark, Plot } from './plot.ts'
import { countAxis, timeAxis, waitAxis, type Axis } from './ticks.ts'

/** What one object of the platform is said to take in a second; far below it is no news. */
const OBJECT_LIMIT = 500

export function plotsOf(result: Result): readonly Plot[] {
  const { series, scenario } = result
  return [
    overTime(result, {
      id: 'line',
      title: 'Who waits',
      reading:
        'Everybody in line, and those of them whose page is connected or has asked lately. Only they are offered a turn.',
      unit: 'fans',
      lines: [
        lineOf(series, 'waiting', 'first', 'waiting'),
        lineOf(series, 'present', 'second', 'present'),
      ],
    }),
    overTime(result, {
      id: 'admitted',
      title: 'Who is through',
      reading: 'Fans let into the shop, and turns that nobody took, counted from the opening.',
      unit: 'fans',
      lines: [
        lineOf(series, 'admitted', 'first', 'admitted'),
        lineOf(series, 'lapsed', 'second', 'turns not taken'),
      ],
    }),
    overTime(result, {
      id: 'slots',
      title: 'How full the shop is',
      reading: 'Open turns and sessions together. They may touch the cap, and never pass it.',
      unit: 'slots',
      lines: [
        lineOf(series, 'cap', 'limit', 'cap'),
        lineOf(series, 'occupied', 'first', 'occupied'),
      ],
    }),
    overTime(result, {
      id: 'rate',
      title: 'How fast turns are offered',
      reading: 'Turns offered a second, against the rate that was asked for.',
      unit: 'a second',
      lines: [
        lineOf(series, 'ratePerSecond', 'limit', 'rate'),
        lineOf(series, 'offersPerSecond', 'first', 'offers'),
      ],
    }),
    waits(result),
    overTime(result, {
      id: 'calls',
      title: 'What the objects bear',
      reading: `Calls a second to the room, and to the busiest desk and segment. One object takes about ${OBJECT_LIMIT}, with ${countText(scenario.fans)} fans as with a thousand.`,
      unit: 'calls a second',
      lines: [
        lineOf(series, 'roomCallsPerSecond', 'first', 'room'),
        lineOf(series, 'deskCallsPerSecond', 'second', 'busiest desk'),
        lineOf(series, 'segmentCallsPerSecond', 'third', 'busiest segment'),
      ],
    }),
  ]
}

/** What the operator did and what broke, numbered as on the plots. */
export function marksOf({ marks, series }: Result): readonly Mark[] {
  const opens = (series[0]?.atSeconds ?? 0) < 0 ? [{ atSeconds: 0, text: 'the sale opens' }] : []
  return [...opens, ...marks]
    .toSorted((a, b) => a.atSeconds - b.atSeconds)
    .map(({ atSeconds, text }, index) => ({ x: atSeconds, number: index + 1, text }))
}

function lineOf(
  series: readonly Point[],
  field: Exclude<keyof Point, 'atSeconds'>,
  look: Look,
  name: string,
): Line {
  return { name, look, stepped: look === 'limit', values: series.map((point) => point[field]) }
}

type OverTime = Pick<Plot, 'id' | 'title' | 'reading' | 'unit' | 'lines'>

function overTime(result: Result, plot: OverTime): Plot {
  const xs = result.series.map(({ atSeconds }) => atSeconds)
  const x = timeAxis(xs[0] ?? 0, xs.at(-1) ?? 1)
  const isShown = (mark: Mark) => mark.x >= x.from && mark.x <= x.to
  return {
    ...plot,
    alternative: `${plot.title}. ${plot.lines.map((line) => storyOf(line, xs)).join(' ')}`,
    xName: 'Time from the opening',
    xs,
    x,
    y: countAxis(highest(plot.lines.map(({ values }) => values))),
    marks: marksOf(result).filter(isShown),
    writes: { x: 'clock', y: 'count' },
  }
}

function waits({ waitsByPosition }: Result): Plot {
  const seconds = (of: 'p10Ms' | 'p50Ms' | 'p90Ms') => waitsByPosition.map((at) => at[of] / 1_000)
  const xs = waitsByPosition.map(({ fromPosition }) => fromPosition)
  const band = { low: seconds('p10Ms'), high: seconds('p90Ms') }
  const median: Line = { name: 'median', look: 'first', values: seconds('p50Ms') }
  const last = median.values.at(-1)
  const ends = last === undefined ? 'Nobody was offered a turn.' : `It ends at ${inWords(last)}.`
  return {
    id: 'waits',
    title: 'Who waits how long',
    reading:
      'The wait for the first turn, by position in the line. Eight in ten fans lie in the band.',
    alternative: `The median wait by position. ${ends}`,
    unit: 'wait',
    xName: 'Position',
    xs,
    x: positionAxis(xs.at(-1) ?? 1),
    y: waitAxis(highest([band.high, median.values])),
    lines: [median],
    band,
    marks: [],
    writes: { x: 'count', y: 'clock' },
  }
}

/** Ends where the line does: what lies beyond is nobody's. */
function positionAxis(last: number): Axis {
  const { from, ticks, text } = countAxis(last)
  return { from, to: Math.max(1, last), ticks: ticks.filter((tick) => tick <= last), text }
}

function storyOf({ name, look, values }: Line, xs: readonly number[]): string {
  const most = highest([values])
  const last = values.at(-1) ?? 0
  const when = inWords(xs[values.indexOf(most)] ?? 0)
  if (look === 'limit') return `The ${name} is ${countText(last)} at the end.`
  return `${name}: at most ${countText(most)}, at ${when}; ${countText(last)} at the end.`
}

/** Without spreading: there may be many. */
function highest(lists: readonly (readonly number[])[]): number {
  return lists.flat().reduce((most, value) => Math.max(most, value), 0)
}

function inWords(seconds: number): string {
  return durationText(Math.round(seconds) * 1_000)
}
