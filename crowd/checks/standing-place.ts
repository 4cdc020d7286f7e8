import type { FanRecord, PlaceTold } from '../record.ts'

/** Where a fan stands when turns are given, and when they were first told: a draw moves everybody. */
export function standingPlace({ places }: FanRecord): PlaceTold | undefined {
  const last = places.at(-1)
  return places.find(({ place }) => place.position === last?.place.position)
}
