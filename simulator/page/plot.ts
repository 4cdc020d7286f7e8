/** What a plot shows, apart from how it is drawn. */
import type { Axis } from './ticks.ts'

/** Which of the page's colours and strokes a line has. A limit is grey and dashed. */
export type Look = 'first' | 'second' | 'third' | 'limit'

export type Line = {
  readonly name: string
  readonly look: Look
  /** A setting: it holds until it is changed. */
  readonly stepped?: boolean
  /** One for each x of the plot. */
  readonly values: readonly number[]
}

export type Mark = { readonly x: number; readonly number: number; readonly text: string }

export type Plot = {
  readonly id: string
  readonly title: string
  /** How to read it, in a sentence or two. */
  readonly reading: string
  /** What a person who does not see it is told. */
  readonly alternative: string
  /** Of the vertical axis. */
  readonly unit: string
  readonly xName: string
  readonly xs: readonly number[]
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly Line[]
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] }
  readonly marks: readonly Mark[]
  /** What the figures are: `clock` is seconds. */
  readonly writes: { readonly x: 'clock' | 'count'; readonly y: 'clock' | 'count' }
}

/** Of the drawing, in its own units: the page scales it. */
export const FRAME = {
  width: 640,
  height: 364,
  left: 80,
  right: 624,
  top: 60,
  bottom: 320,
} as const

export function scaleX({ x }: Plot, value: number): number {
  return FRAME.left + ((value - x.from) / (x.to - x.from)) * (FRAME.right - FRAME.left)
}

export function scaleY({ y }: Plot, value: number): number {
  return FRAME.bottom - ((value - y.from) / (y.to - y.from)) * (FRAME.bottom - FRAME.top)
}
