/**
 * R3, by arrival: two joins further apart than the published window are never inverted. One is
 * surely earlier when it was answered before the other was asked.
 */
import type { CrowdRecord } from '../record.ts'
import { Findings, unchecked, type Finding } from './finding.ts'

const SAYS = 'joins further apart than the window are in order'

type Join = {
  readonly fan: number
  readonly number: number
  readonly sentMs: number
  readonly receivedMs: number
}

export function checkJoinOrder({ fans, orderWindowMs }: CrowdRecord): Finding {
  if (orderWindowMs === undefined) return unchecked('R3', SAYS, 'the window could not be read')
  const isDrawn = fans.some(({ places }) =>
    places.some(({ place }) => place.position !== place.number),
  )
  if (isDrawn) return unchecked('R3', SAYS, 'the order is drawn')
  const lanes = new Map<string, Join[]>()
  for (const { fan, places } of fans) {
    const [first] = places
    if (first === undefined) continue
    const { sentMs, receivedMs, place } = first
    const joins = lanes.get(place.lane) ?? []
    lanes.set(place.lane, joins)
    joins.push({ fan, number: place.number, sentMs, receivedMs })
  }
  const found = new Findings()
  for (const joins of lanes.values()) checkLane(joins, orderWindowMs, found)
  return found.of('R3', SAYS)
}

/** Against the highest number of all that were surely earlier: it stands for them all. */
function checkLane(joins: readonly Join[], windowMs: number, found: Findings): void {
  const answered = joins.toSorted((a, b) => a.receivedMs - b.receivedMs)
  let at = 0
  let highest: Join | undefined
  for (const join of joins.toSorted((a, b) => a.sentMs - b.sentMs)) {
    let earlier = answered[at]
    while (earlier !== undefined && earlier.receivedMs + windowMs < join.sentMs) {
      if (highest === undefined || earlier.number > highest.number) highest = earlier
      at += 1
      earlier = answered[at]
    }
    const before = highest
    if (before === undefined) continue
    found.hold(before.number < join.number, () => {
      const apartMs = Math.round(join.sentMs - before.receivedMs)
      return `fan ${join.fan} got ${join.number}, ${apartMs} ms after fan ${before.fan} got ${before.number}`
    })
  }
}
