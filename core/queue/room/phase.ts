/**
 * The schedule as a state machine: scheduled → lobby → drawing → open → closed, paused from any.
 * Time moves it on, an operator's word moves it by hand, and a draw holds it at `drawing` until
 * the draw is done. It never moves back but by a pause that ends.
 */
import type { RoomSettings } from './settings.ts'

export type Stage = 'scheduled' | 'lobby' | 'drawing' | 'open' | 'closed'
export type Phase = Stage | 'paused'

export type Course = {
  readonly stage: Stage
  readonly paused: boolean
  /** The draw is finished; void draws leave it false and the room stays at `drawing`. */
  readonly drawn: boolean
}

/** An operator's word. */
export type Command = 'open' | 'pause' | 'resume' | 'close'

export const beforeSale: Course = { stage: 'scheduled', paused: false, drawn: false }

const RANK: Record<Stage, number> = { scheduled: 0, lobby: 1, drawing: 2, open: 3, closed: 4 }

export function phaseOf({ stage, paused }: Course): Phase {
  return paused && stage !== 'closed' ? 'paused' : stage
}

/** Where the clock says the sale is. */
export function courseAt(course: Course, settings: RoomSettings, nowMs: number): Course {
  const { lobbyAtMs, openAtMs, closeAtMs } = settings.schedule
  let stage = course.stage
  if (lobbyAtMs !== undefined && nowMs >= lobbyAtMs) stage = later(stage, 'lobby')
  if (nowMs >= openAtMs) stage = later(stage, openedStage(course, settings))
  if (closeAtMs !== undefined && nowMs >= closeAtMs) stage = 'closed'
  return stage === course.stage ? course : { ...course, stage }
}

/** What an operator says, or the draw when it is drawn. A word that means nothing here changes nothing. */
export function commanded(
  course: Course,
  command: Command | 'drawn',
  settings: RoomSettings,
): Course {
  switch (command) {
    case 'pause':
      return { ...course, paused: true }
    case 'resume':
      return { ...course, paused: false }
    case 'open':
      return { ...course, stage: later(course.stage, openedStage(course, settings)) }
    case 'close':
      return { ...course, stage: 'closed' }
    case 'drawn':
      return { ...course, drawn: true, stage: course.stage === 'drawing' ? 'open' : course.stage }
  }
}

/** By draw, a sale that should open draws first. */
function openedStage({ drawn }: Course, { order }: RoomSettings): Stage {
  return order === 'draw' && !drawn ? 'drawing' : 'open'
}

function later(a: Stage, b: Stage): Stage {
  return RANK[a] >= RANK[b] ? a : b
}

/** What a newcomer is told. */
export type JoinDecision =
  | { readonly kind: 'take-number' }
  | { readonly kind: 'let-through' }
  | {
      readonly kind: 'refused'
      readonly reason: 'too-early' | 'drawing' | 'paused' | 'closed' | 'rejected'
    }

export function joinDecision(course: Course, { mode, order }: RoomSettings): JoinDecision {
  if (course.stage === 'closed') return { kind: 'refused', reason: 'closed' }
  if (mode === 'reject') return { kind: 'refused', reason: 'rejected' }
  if (course.stage === 'scheduled') return { kind: 'refused', reason: 'too-early' }
  if (mode === 'pass') return passDecision(course)
  // R9: no number is handed out once any part of the outcome can be known.
  if (course.stage === 'drawing' && order === 'draw') return { kind: 'refused', reason: 'drawing' }
  return { kind: 'take-number' }
}

/** Without a queue nobody keeps a place, so there is nothing to join before the sale opens. */
function passDecision(course: Course): JoinDecision {
  if (course.stage !== 'open') return { kind: 'refused', reason: 'too-early' }
  return course.paused ? { kind: 'refused', reason: 'paused' } : { kind: 'let-through' }
}
