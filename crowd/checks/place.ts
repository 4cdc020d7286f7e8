/**
 * R5: a place is kept. Whoever shows a token is told the same number as ever; no number belongs to
 * two fans; and no place ends but by its fan's leaving or its session.
 */
import type { CrowdRecord, FanRecord } from '../record.ts'
import { Findings, type Finding } from './finding.ts'

/** A place that has ended is refused so. Of all other refusals a place's holder must never hear. */
const OVER = 'place-gone'
const NEVER = /^(no-place|place-(?!gone))/

export function checkSamePlace({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  for (const { fan, places, said } of fans) {
    const leftMs = said.find(({ what }) => what === 'leave')?.sentMs ?? Infinity
    const [first, ...later] = places
    for (const { place, receivedMs } of later) {
      // Whoever left and comes again takes a new place.
      if (receivedMs > leftMs) continue
      const isSame = place.lane === first?.place.lane && place.number === first.place.number
      found.hold(isSame, () => `fan ${fan} had ${first?.place.number}, and then ${place.number}`)
    }
  }
  return found.of('R5', 'who comes again has the same number')
}

export function checkOnePlaceEach({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  const holders = new Map<string, number>()
  for (const { fan, places } of fans) {
    const numbers = new Set(places.map(({ place }) => `${place.lane} ${place.number}`))
    for (const number of numbers) {
      const other = holders.get(number)
      found.hold(other === undefined, () => `${number} belongs to fan ${other} and to fan ${fan}`)
      holders.set(number, fan)
    }
  }
  return found.of('R5', 'no number is given twice')
}

export function checkPlaceKept({ fans }: CrowdRecord): Finding {
  const found = new Findings()
  for (const record of fans) {
    const { fan, places, refusals, ending, statuses } = record
    if (places.length === 0) continue
    const never = refusals.find(({ code }) => NEVER.test(code))
    const over = refusals.find(({ code }) => code === OVER)
    const isOver = ending === 'lost' || over !== undefined
    found.hold(never === undefined && (!isOver || mayBeOver(record)), () => {
      const why = (never ?? over)?.code ?? `told ${statuses.at(-1)?.standing}`
      return `fan ${fan} lost ${places[0]?.place.number}: ${why}`
    })
  }
  return found.of('R5', 'nobody lost a place')
}

/** Left, or was let in, or sent a claim that was never answered and may have let them in. */
function mayBeOver({ said, sessions, ending }: FanRecord): boolean {
  const hasLeft = said.some(({ what }) => what === 'leave')
  return hasLeft || sessions.length > 0 || ending === 'unheard'
}
