/** R2 and R3 as plain arithmetic over what was seen. */
import type { Room } from '../room/room.ts'

export type Instant = { readonly atMs: number; readonly value: number }

/** R3: a join more than the window after another has the greater number. */
const WINDOW_MS = 500

export function orderFault(joins: readonly Instant[], join: Instant): Instant | undefined {
  return joins.find(({ atMs, value }) => join.atMs - atMs > WINDOW_MS && value > join.value)
}

/** R2 for every interval that ends with the last offer. */
export function rateFault(
  offeredAtMs: readonly number[],
  rateSince: (sinceMs: number) => number,
): string | undefined {
  const endMs = offeredAtMs.at(-1) ?? 0
  for (let from = offeredAtMs.length - 1, offers = 1; from >= 0; from -= 1, offers += 1) {
    const startMs = offeredAtMs[from] ?? endMs
    const seconds = (endMs - startMs) / 1000
    const rate = rateSince(startMs)
    // A slot is whole: below 10 a second the rule has room for one (docs, R2).
    const most = Math.max(rate * (seconds + 1), 1 + rate * (seconds + 0.9))
    if (offers > most + 1e-6) return `${offers} offers in ${seconds} s at ${rate} a second`
    if (seconds > 15) return undefined
  }
  return undefined
}

/**
 * R3 across segments, from what the room knew when the tick began: nobody is granted a slot while
 * a lower segment that answers has more fans waiting than slots on their way.
 */
export function tickFault(before: Room, after: Room): string | undefined {
  for (const lane of after.lanes) {
    const old = before.lanes.find(({ id }) => id === lane.id)
    let short: number | undefined
    for (const [index, seat] of lane.seats.entries()) {
      const was = old?.seats[index]
      const known = was?.counts.waiting ?? 0
      const more = seat.granted - (was?.granted ?? 0)
      if (more > 0 && known > 0 && short !== undefined) {
        return `segment ${index} was granted slots while ${short} waited`
      }
      const answers = (was?.answered ?? 0) === (was?.granted ?? 0) || (was?.misses ?? 0) < 1
      if (answers && known > seat.granted - (was?.answered ?? 0)) short ??= index
    }
  }
  return undefined
}

/**
 * R4: after a tick no slot is left free that the rate allows while a segment that answers has fans
 * waiting. A segment may keep the tick waiting for an answer once; then it is passed over.
 */
export function idleFault(before: Room, after: Room): string | undefined {
  if (after.course.stage !== 'open' || after.course.paused || after.halt !== undefined) return
  if (after.bucket.atMs < after.settlingUntilMs) return
  const seats = after.lanes.flatMap((lane) => lane.seats)
  const occupied = seats.reduce((sum, { granted, returned }) => sum + granted - returned, 0)
  const reserved = seats.reduce((sum, { float }) => sum + float, 0)
  if (occupied >= after.settings.cap || after.bucket.tokens - reserved < 1) return
  for (const lane of after.lanes) {
    const old = before.lanes.find(({ id }) => id === lane.id)
    const awaited = old?.seats.some((seat) => seat.answered < seat.granted && seat.misses < 1)
    const index = lane.seats.findIndex(
      ({ granted, answered, counts }) => answered === granted && counts.waiting > 0,
    )
    if (index >= 0 && awaited !== true) return `slots lie idle while segment ${index} waits`
  }
  return undefined
}

/**
 * R2: slots of a float may be offered at any instant, so the bucket must hold a token for each.
 * That floats and grants together squeeze past the rule needs the latest message, the widest
 * clocks and a full burst at once; that the tokens are missing shows at the next tick.
 */
export function floatFault({ lanes, bucket }: Room): string | undefined {
  const seats = lanes.flatMap((lane) => lane.seats)
  const floating = seats.reduce((sum, { float }) => sum + float, 0)
  if (bucket.tokens + 1e-6 >= floating) return undefined
  return `${floating} slots float over ${bucket.tokens} tokens`
}
