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

/** Beyond so many, those of which nobody asked for so long are let go: all they held has ended. */
const MOST = 500
const IDLE_MS = 10 * 60_000

/** By the room and its desk. */
const held = new Map<string, HeldRoom & { askedAtMs: number }>()

export function heldFor({ entry, desk }: Visit): HeldRoom {
  const key = `${entry.id} ${desk}`
  const nowMs = Date.now()
  const known = held.get(key)
  if (known !== undefined) {
    known.askedAtMs = nowMs
    return known
  }
  if (held.size >= MOST) letGo(nowMs)
  const fresh = {
    numbers: new RoomNumbers(),
    documents: new RoomDocuments(),
    seen: new RoomSeen(),
    revocations: new RoomRevocations(),
    askedAtMs: nowMs,
  }
  held.set(key, fresh)
  return fresh
}

function letGo(nowMs: number): void {
  for (const [key, { askedAtMs }] of held) {
    if (nowMs - askedAtMs > IDLE_MS) held.delete(key)
  }
}
