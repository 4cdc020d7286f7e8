/**
 * A sale's looks, kept evenly apart: every ten seconds at first, and when there are too many every
 * other one is dropped, and from then on half as many are taken. A sale of a day is a curve as well as
 * one of an hour, and neither grows.
 */
import type { SaleSample } from './sale-report.ts'
import type { Figures } from './figures.ts'

/** One look, with how far each lane had come: from these the waits are reckoned. */
export type StoredSample = SaleSample & {
  readonly lanes: readonly {
    readonly id: string
    /** Past the last number handed out: a position was joined when it passed. */
    readonly joined: number
    readonly calledUpTo: number
  }[]
}

export const SAMPLES_MAX = 1_024
export const SAMPLE_EVERY_MS = 10_000

/** A look is due where it falls into another step than the last one. */
export function isSampleDue(lastMs: number | undefined, everyMs: number, nowMs: number): boolean {
  return lastMs === undefined || Math.floor(nowMs / everyMs) !== Math.floor(lastMs / everyMs)
}

/** Which of the kept ones fall out once there are too many: the later of two in one wider step. */
export function droppedSamples(atMs: readonly number[], widerMs: number): number[] {
  const dropped: number[] = []
  let lastStep: number | undefined
  for (const instantMs of atMs) {
    const step = Math.floor(instantMs / widerMs)
    if (step === lastStep) dropped.push(instantMs)
    else lastStep = step
  }
  return dropped
}

/** How far a lane had come: past the last number handed out, and past the last position called. */
export type Reached = { readonly frontier: number; readonly calledUpTo: number }

export function sampleOf(figures: Figures, reached: ReadonlyMap<string, Reached>): StoredSample {
  const { lanes, saidAtMs, phase, occupied, cap, ratePerSecond, alarms } = figures
  const sum = (name: 'joined' | 'turns' | 'lapses' | 'waiting' | 'offered' | 'inside') =>
    lanes.reduce((total, lane) => total + lane[name], 0)
  return {
    atMs: saidAtMs,
    phase,
    joined: sum('joined'),
    turns: sum('turns'),
    lapses: sum('lapses'),
    waiting: sum('waiting'),
    offered: sum('offered'),
    inside: sum('inside'),
    occupied,
    cap,
    ratePerSecond,
    alarms,
    lanes: lanes.map(({ id }) => {
      const { frontier = 0, calledUpTo = 0 } = reached.get(id) ?? {}
      return { id, joined: frontier, calledUpTo }
    }),
  }
}
