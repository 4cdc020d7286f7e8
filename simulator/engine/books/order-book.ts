/**
 * R3 across the segments of a lane, in the words of the rule: as known at a tick's start, which is
 * what segments had told the room. Nobody is granted a slot while a lower segment that answers has
 * more fans waiting than slots on their way.
 */
import type { Grant } from '../../../core/queue/room/grants.ts'
import type { SegmentReport } from '../../../core/queue/segment/report.ts'
import type { Faults } from './faults.ts'

type Heard = {
  boot: number
  sequence: number
  waiting: number
  /** All it had been granted when it spoke, and all the room has sent it. */
  answered: number
  sent: number
  /** During a tick: whether it owed no answer when the tick began. */
  answers: boolean | undefined
}

const unheard: Heard = {
  boot: 0,
  sequence: 0,
  waiting: 0,
  answered: 0,
  sent: 0,
  answers: undefined,
}

export class OrderBook {
  readonly #faults: Faults
  readonly #lanes = new Map<string, Heard[]>()

  constructor(faults: Faults) {
    this.#faults = faults
  }

  heard({ lane, index, boot, sequence, granted, counts }: SegmentReport): void {
    const seat = this.#seat(lane, index)
    seat.answered = Math.max(seat.answered, granted)
    if (boot < seat.boot || (boot === seat.boot && sequence < seat.sequence)) return
    seat.boot = boot
    seat.sequence = sequence
    seat.waiting = counts.waiting
  }

  /** A room that died knows nothing of what it had heard. */
  roomRestarted(): void {
    for (const seats of this.#lanes.values()) for (const seat of seats) seat.waiting = 0
  }

  /** What a tick sends, before any of it is heard. A float is for whoever comes, and no turn. */
  ticked(grants: readonly Grant[], nowMs: number): void {
    const raised: { lane: string; index: number }[] = []
    for (const { lane, index, total } of grants) {
      const seat = this.#seat(lane, index)
      seat.answers = seat.sent === seat.answered
      if (total.granted > seat.sent && !total.float) raised.push({ lane, index })
      seat.sent = Math.max(seat.sent, total.granted)
    }
    for (const { lane, index } of raised) this.#holdOrder(lane, index, nowMs)
    for (const { lane, index } of grants) this.#seat(lane, index).answers = undefined
  }

  #holdOrder(lane: string, index: number, nowMs: number): void {
    const short = (this.#lanes.get(lane) ?? []).slice(0, index).findIndex((seat) => {
      // One that owes an answer may be silent, and is then passed over (R4).
      const answers = seat.answers ?? seat.sent === seat.answered
      return answers && seat.waiting > seat.sent - seat.answered
    })
    this.#faults.hold('R3', short === -1, nowMs, () => {
      return `segment ${index} of ${lane} was granted slots while fans of segment ${short} waited`
    })
  }

  #seat(lane: string, index: number): Heard {
    const seats = this.#lanes.get(lane) ?? []
    this.#lanes.set(lane, seats)
    const known = seats[index]
    if (known !== undefined) return known
    const seat = { ...unheard }
    // Segments in between were never heard of: no holes.
    while (seats.length < index) seats.push({ ...unheard })
    seats[index] = seat
    return seat
  }
}
