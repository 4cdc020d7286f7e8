/** What this isolate holds of each room it was asked about. Nothing of it is the truth. */
import type { Visit } from './visit.ts'
import { RoomDocuments } from './room-documents.ts'
import { RoomNumbers } from './room-numbers.ts'
import { RoomRevocations } from './room-revocations.ts'
import { RoomSeen } from './room-seen.ts'

type HeldRoom = {
  readonly numbers: RoomNumbers
  readonly documents: RoomDocuments
  readonly seen: RoomSeen
  readonly revocations: RoomRevocations
}

/** By the room and its desk: rooms are few, and those of the settings file only. */
const held = new Map<string, HeldRoom>()

export function heldFor({ entry, desk }: Visit): HeldRoom {
  const key = `${entry.id} ${desk}`
  const known = held.get(key)
  if (known !== undefined) return known
  const fresh = {
    numbers: new RoomNumbers(),
    documents: new RoomDocuments(),
    seen: new RoomSeen(),
    revocations: new RoomRevocations(),
  }
  held.set(key, fresh)
  return fresh
}
