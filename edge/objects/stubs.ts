/** The objects by their names, each made where its room wants to be: none of them ever moves. */
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { Bindings } from '../settings.ts'
import type { SegmentOpening } from './messages.ts'
import { deskName, segmentName } from './names.ts'

/** Where an object is made, the first time that it is asked. */
export type Placing = RoomEntry['locationHint'] | undefined

export function directoryStub(env: Bindings) {
  return env.DIRECTORY.getByName('directory')
}

export function roomStub(env: Bindings, room: string, placing?: Placing) {
  return env.ROOM.getByName(room, placed(placing))
}

export function deskStub(env: Bindings, room: string, index: number, placing?: Placing) {
  return env.DESK.getByName(deskName(room, index), placed(placing))
}

export function segmentStub(
  env: Bindings,
  opening: Pick<SegmentOpening, 'room' | 'epoch' | 'lane' | 'index' | 'locationHint'>,
) {
  return env.SEGMENT.getByName(segmentName(opening.room, opening), placed(opening.locationHint))
}

function placed(placing: Placing): DurableObjectNamespaceGetDurableObjectOptions {
  return placing === undefined ? {} : { locationHint: placing }
}
