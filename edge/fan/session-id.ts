/** A session's id names its epoch, lane, position and turn: enough to find it again. */
import type { Place } from '../../core/token/place.ts'

export type SessionName = {
  readonly epoch: string
  readonly lane: string
  readonly position: number
  readonly turn: number
}

const SHAPE = /^([A-Za-z0-9_-]{1,64})\.([a-z][a-z0-9-]{0,31})\.(\d{1,9})\.(\d{1,12})$/

export function readSessionId(sessionId: string): SessionName | undefined {
  const [, epoch, lane, position, turn] = SHAPE.exec(sessionId) ?? []
  if (epoch === undefined || lane === undefined) return undefined
  return { epoch, lane, position: Number(position), turn: Number(turn) }
}

/** Undefined when it is not this place's session. */
export function turnOfSession(sessionId: string, place: Place): number | undefined {
  const name = readSessionId(sessionId)
  const isOurs =
    name?.epoch === place.epoch && name.lane === place.lane && name.position === place.number
  return isOurs ? name.turn : undefined
}
