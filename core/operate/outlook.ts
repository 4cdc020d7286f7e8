/** What an operator looks at before and after a change: how full it is, and how long the last fan waits. */
import { z } from 'zod'
import { phaseSchema } from '../protocol/fan-status.ts'
import { forecast, foreseen } from '../queue/estimate/forecast.ts'
import { holdsOf } from '../queue/estimate/holds.ts'
import { observed } from '../queue/room/observed.ts'
import { phaseOf } from '../queue/room/phase.ts'
import { occupiedSlots, type Room } from '../queue/room/room.ts'

const whole = z.int().nonnegative()

export const lastWait = z.object({
  ms: whole,
  /** Where nothing was learned yet of how long fans stay: as if each stayed as long as they may. */
  assumed: z.boolean(),
})

export const outlook = z.object({
  phase: phaseSchema,
  cap: whole,
  ratePerSecond: z.number(),
  /** Slots in use: on offer, or of sessions that could still be accepted somewhere. */
  occupied: whole,
  /** Present fans in the line; far from the front an estimate. */
  waiting: whole,
  /** How long until the last of those is called. Absent where nobody is called by this. */
  lastWait: lastWait.exactOptional(),
})
export type Outlook = z.infer<typeof outlook>

export function outlookOf(room: Room, nowMs: number): Outlook {
  const { settings, course } = room
  const wait = lastWaitOf(room, nowMs)
  return {
    phase: phaseOf(course),
    cap: settings.cap,
    ratePerSecond: settings.ratePerSecond,
    occupied: occupiedSlots(room),
    waiting: waitingIn(room, nowMs).reduce((sum, { waiting }) => sum + waiting, 0),
    ...(wait !== undefined && { lastWait: wait }),
  }
}

function waitingIn(room: Room, nowMs: number): { sharePercent: number; waiting: number }[] {
  return observed(room, nowMs).lanes.map(({ sharePercent, aheadOf, frontier }) => ({
    sharePercent,
    waiting: Math.round(aheadOf(frontier)),
  }))
}

function lastWaitOf(room: Room, nowMs: number): z.infer<typeof lastWait> | undefined {
  const { settings, estimate } = room
  const phase = phaseOf(room.course)
  if (phase === 'paused' || phase === 'closed' || room.halt !== undefined || settings.cap === 0) {
    return undefined
  }
  const untilOpenMs = phase === 'open' ? 0 : Math.max(0, settings.schedule.openAtMs - nowMs)
  const demands = waitingIn(room, nowMs)
  const holds = estimate.holds ?? holdsOf(occupiedSlots(room), 0)
  const curves = forecast(holds, settings, demands)
  const waits = demands.map(({ waiting }, lane) =>
    waiting === 0 ? 0 : foreseen(curves[lane] ?? [], waiting - 1),
  )
  const known = waits.flatMap((ms) => ms ?? [])
  if (known.length === waits.length) {
    return { ms: Math.round(untilOpenMs + Math.max(0, ...known)), assumed: false }
  }
  const { longestHoldMs } = observed(room, nowMs)
  const perSecond = Math.min(settings.ratePerSecond, (settings.cap * 1_000) / longestHoldMs)
  const waiting = demands.reduce((sum, lane) => sum + lane.waiting, 0)
  return { ms: Math.round(untilOpenMs + (waiting * 1_000) / perSecond), assumed: true }
}
