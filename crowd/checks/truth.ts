/**
 * R6: the truth. What is told is at most 3 s old near the front and 15 s far from it; and "at most
 * N ahead", the least a fan was told so far, is never less than who surely is ahead.
 */
import type { CrowdRecord, FanRecord, StatusTold } from '../record.ts'
import { Findings, type Finding } from './finding.ts'
import { standingPlace } from './standing-place.ts'

const NEAR_AGE_MS = 3_000
const FAR_AGE_MS = 15_000

/** Both instants are the server's, so that no clock of ours can make it look younger. */
export function checkAge({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  for (const { fan, statuses } of fans) {
    for (const { by, isEstimate, nowServerMs, asOfServerMs } of statuses) {
      const isNear = by === 'socket' || !isEstimate
      const ageMs = nowServerMs - asOfServerMs
      found.hold(ageMs <= (isNear ? NEAR_AGE_MS : FAR_AGE_MS), () => {
        return `fan ${fan} was told what was ${ageMs} ms old, ${isNear ? 'near' : 'far'}, by ${by}`
      })
    }
  }
  return found.of('R6', 'no count is older than it may be')
}

type Happening =
  /** Somebody is in the line from now on, or no more. */
  | { readonly kind: 'line'; readonly atMs: number; readonly position: number; readonly by: 1 | -1 }
  | {
      readonly kind: 'told'
      readonly atMs: number
      readonly fan: number
      readonly status: StatusTold
    }

export function checkAtMost({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  const lanes = Map.groupBy(
    fans.filter(({ places }) => places.length > 0),
    ({ places }) => places[0]?.place.lane ?? '',
  )
  for (const lane of lanes.values()) checkLane(lane, found)
  return found.of('R6', '"at most so many ahead" holds')
}

function checkLane(fans: readonly FanRecord[], found: Findings): void {
  const happenings = fans.flatMap(happeningsOf).toSorted((a, b) => a.atMs - b.atMs)
  const ahead = new Line(happenings)
  const least = new Map<string, number>()
  for (const happening of happenings) {
    if (happening.kind === 'line') {
      ahead.add(happening.position, happening.by)
      continue
    }
    const { fan, status } = happening
    const where = `${fan} ${status.position}`
    const bound = Math.min(status.atMostAhead, least.get(where) ?? Infinity)
    least.set(where, bound)
    const sure = ahead.below(status.position)
    found.hold(sure <= bound, () => {
      return `fan ${fan} at ${status.position} was told at most ${bound}: there were ${sure}`
    })
  }
}

/**
 * A fan is surely in the line from when they were told of the position until they ask to be out of
 * it. What was told before a draw was of another order.
 */
function happeningsOf(record: FanRecord): Happening[] {
  const stands = standingPlace(record)
  if (stands === undefined) return []
  const { position } = stands.place
  const told = record.statuses
    .filter((status) => status.position === position && status.receivedMs >= stands.receivedMs)
    .map((status): Happening => {
      return { atMs: status.receivedMs, kind: 'told', fan: record.fan, status }
    })
  const asked = record.said.find(({ what }) => what === 'claim' || what === 'leave')
  const letIn = record.sessions[0]
  const goneMs = Math.min(
    asked?.sentMs ?? Infinity,
    letIn?.sentMs ?? Infinity,
    record.ending === 'lost' ? stands.receivedMs : Infinity,
  )
  if (goneMs <= stands.receivedMs) return told
  const comes: Happening = { kind: 'line', atMs: stands.receivedMs, position, by: 1 }
  const goes: Happening = { kind: 'line', atMs: goneMs, position, by: -1 }
  return Number.isFinite(goneMs) ? [comes, goes, ...told] : [comes, ...told]
}

/** How many stand below a position: a Fenwick tree over all positions there are. */
class Line {
  readonly #sums: Int32Array

  constructor(happenings: readonly Happening[]) {
    let highest = 0
    for (const happening of happenings) {
      const { position } = happening.kind === 'told' ? happening.status : happening
      highest = Math.max(highest, position)
    }
    this.#sums = new Int32Array(highest + 2)
  }

  add(position: number, by: number): void {
    for (let at = position + 1; at < this.#sums.length; at += at & -at) {
      this.#sums[at] = (this.#sums[at] ?? 0) + by
    }
  }

  below(position: number): number {
    let sum = 0
    for (let at = position; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0
    return sum
  }
}
