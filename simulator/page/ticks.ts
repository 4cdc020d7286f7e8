/** Round numbers along an axis, and how they are written. */
import { durationText } from '../figures.ts'

export type Axis = {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  readonly text: (value: number) => string
}

const TIME_STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
]

/** From 0 to the first round number that nothing exceeds. */
export function countAxis(most: number, atMost = 6): Axis {
  const step = roundStep(Math.max(most, 1) / (atMost - 1))
  const to = step * Math.ceil(Math.max(most, 1) / step)
  return { from: 0, to, ticks: range(0, to, step), text: (value) => shortCount(value, to) }
}

/** Time from the opening, or from before it where the data begins there, with ticks at round times from the opening. In seconds. */
export function timeAxis(from: number, to: number, atMost = 6): Axis {
  const start = Math.min(0, from)
  const end = Math.max(to, start + 1)
  const step = timeStep((end - start) / atMost)
  const first = Math.ceil(start / step) * step
  return {
    from: start,
    to: end,
    ticks: range(first, end, step),
    text: (value) => clockText(value, step),
  }
}

/** Durations from 0 to the first round one that nothing exceeds. In seconds. */
export function waitAxis(most: number): Axis {
  const step = timeStep(Math.max(most, 4) / 4)
  const to = step * Math.ceil(Math.max(most, 4) / step)
  return { from: 0, to, ticks: range(0, to, step), text: (value) => clockText(value, step) }
}

/** 1, 2 or 5, with zeroes; never less than one, since what is counted comes whole. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)))
  const factor = [1, 2, 2.5, 5, 10].find(
    (factor) => factor * power >= least && Number.isInteger(factor * power),
  )
  return (factor ?? 10) * power
}

function timeStep(least: number): number {
  return TIME_STEPS_S.find((step) => step >= least) ?? 86_400 * roundStep(least / 86_400)
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) => {
    return from + index * step
  })
}

/** Short enough for a phone: 250,000 is 250 k where the axis goes that far. */
function shortCount(value: number, to: number): string {
  if (value === 0) return '0'
  if (to >= 1_000_000) return `${value / 1_000_000} M`
  if (to >= 100_000) return `${value / 1_000} k`
  return value.toLocaleString('en-US')
}

/** 0, 30 s, 1:30, 5 min, 1 h 30: one way of writing along one axis. */
function clockText(seconds: number, step: number): string {
  if (seconds < 0) return `−${clockText(-seconds, step)}`
  if (seconds === 0) return '0'
  if (step >= 60 || seconds < 60) return durationText(seconds * 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
