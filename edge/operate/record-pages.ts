/**
 * A sale's record, page by page: the room's own lines, then each segment's. The cursor names the part
 * and the line, so that segments which come into being meanwhile shift nothing.
 */
import type { RecordPage } from '../../core/operate/room-answers.ts'
import { recordHeader } from '../../core/operate/record-lines.ts'
import { answered } from '../fan/fan.ts'
import type { SegmentAt } from '../objects/room.ts'
import { roomStub, segmentStub } from '../objects/stubs.ts'
import type { Bindings } from '../settings.ts'

const ROOM = 'room'

export async function recordPageOf(
  env: Bindings,
  room: string,
  from = `${ROOM}.0`,
): Promise<RecordPage> {
  const [part = ROOM, line = '0'] = from.split('.')
  const after = Number(line)
  // Of the room only its segments are wanted once its own lines are through.
  const own = await answered(() =>
    roomStub(env, room).record(room, part === ROOM ? after : Number.MAX_SAFE_INTEGER),
  )
  const parts = [ROOM, ...own.segments.map(nameOf)]
  const at = parts.indexOf(part)
  const segment = own.segments[at - 1]
  if (segment === undefined) return pageOf(own, part, parts[at + 1])
  const page = await answered(() => segmentStub(env, { room, ...segment }).record(after))
  return pageOf(page ?? { lines: [], upTo: after, isWhole: true }, part, parts[at + 1])
}

function nameOf({ lane, index }: SegmentAt): string {
  return `${lane}/${index}`
}

type Lines = {
  readonly lines: readonly string[]
  readonly upTo: number
  readonly isWhole: boolean
}

function pageOf(
  { lines, upTo, isWhole }: Lines,
  part: string,
  nextPart: string | undefined,
): RecordPage {
  const onPart = nextPart === undefined ? undefined : `${nextPart}.0`
  const next = isWhole ? onPart : `${part}.${upTo}`
  return { header: recordHeader, lines: [...lines], ...(next !== undefined && { next }) }
}
