/**
 * Names of objects. A segment's holds the epoch, so that nothing of an earlier life of the room can
 * reach it. A desk's does not: it is where an isolate learns the epoch, and it drops what it holds
 * of another one.
 */
import type { SegmentName } from '../../core/queue/segment/segment.ts'

export function deskName(room: string, index: number): string {
  return `${room}/desk-${index}`
}

export function segmentName(room: string, { epoch, lane, index }: SegmentName): string {
  return `${room}/${epoch}/${lane}/${index}`
}

/** Which desk serves a data centre: its isolates share leases' blocks and documents there. */
export function deskIndexOf(dataCentre: string, desks: number): number {
  let hash = 0
  for (const letter of dataCentre) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0
  return hash % desks
}
