import type { Room } from '../room/room.ts'

/** An increment may be offered for 400 ms, a float for 2 s, and two clocks are 250 ms apart. */
const INCREMENT_MS = 650
const FLOAT_MS = 2_250

/** R2: until when slots granted to a segment may be offered, whatever clocks and messages do. */
export class GrantBook {
  readonly #untilMs = new Map<string, number>()

  note(before: Room, after: Room, nowMs: number): void {
    for (const lane of after.lanes) {
      const old = before.lanes.find(({ id }) => id === lane.id)
      for (const [index, seat] of lane.seats.entries()) {
        const more = seat.granted > (old?.seats[index]?.granted ?? 0)
        if (!more && !seat.keep) continue
        const untilMs = nowMs + (seat.keep ? FLOAT_MS : INCREMENT_MS)
        const key = `${lane.id} ${index}`
        this.#untilMs.set(key, Math.max(untilMs, this.#untilMs.get(key) ?? 0))
      }
    }
  }

  offerUntilMs(lane: string, index: number): number {
    return this.#untilMs.get(`${lane} ${index}`) ?? 0
  }
}
