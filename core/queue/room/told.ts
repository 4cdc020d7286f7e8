/**
 * What is told of a room to whoever keeps a log of it: one thing a lease that was accounted for, and
 * one a line of its record. Totals go with each, so that a reader can see whether one is missing.
 */
import type { QueueLog } from '../../topics/queue-log.ts'
import type { RoomRecord } from './record.ts'
import type { Room } from './room.ts'

type Data = QueueLog['data']
export type Told = Exclude<Data, { kind: 'viewed' }>

/** Numbers that fans were given, as leases account for them: those of one change, lane by lane. */
export function joinedTold(name: string, before: Room, after: Room): Told[] {
  if (before.lanes === after.lanes) return []
  return after.lanes.flatMap(({ id, numbers }): Told[] => {
    const known = before.lanes.find((lane) => lane.id === id)?.numbers.used ?? 0
    const count = numbers.used - known
    if (count <= 0) return []
    const { epoch } = after
    return [{ kind: 'joined', room: name, epoch, lane: id, count, total: numbers.used }]
  })
}

export function tickTold(name: string, epoch: string, record: RoomRecord): Told {
  const { phase, cap, ratePerSecond, granted, returned } = record
  return { kind: 'tick', room: name, epoch, phase, cap, ratePerSecond, granted, returned }
}
