/** The objects by their names, each made where its room wants to be: none of them ever moves. */
import type { SegmentName } from '../../core/queue/segment/segment.ts'
import { roomNamed } from '../rooms.ts'
import type { Bindings } from '../settings.ts'
import { deskName, segmentName } from './names.ts'

export function roomStub(env: Bindings, room: string) {
  return env.ROOM.getByName(room, placed(env, room))
}

export function deskStub(env: Bindings, room: string, index: number) {
  return env.DESK.getByName(deskName(room, index), placed(env, room))
}

export function segmentStub(env: Bindings, segment: SegmentName & { readonly room: string }) {
  return env.SEGMENT.getByName(segmentName(segment.room, segment), placed(env, segment.room))
}

function placed(env: Bindings, room: string): DurableObjectNamespaceGetDurableObjectOptions {
  const locationHint = roomNamed(env, room)?.locationHint
  return locationHint === undefined ? {} : { locationHint }
}
