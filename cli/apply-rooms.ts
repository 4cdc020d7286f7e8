/**
 * A file of rooms, brought about: what is not there is created, what the file changed since it was
 * last brought is changed. What operators steered meanwhile stays until the file says otherwise.
 */
import { createHash } from 'node:crypto'
import { parsedEntry } from '../core/operate/described.ts'
import { patchTo } from '../core/operate/merge-patch.ts'
import { changeRequest, type ChangeRequest } from '../core/operate/requests.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import { Refused, type OperatorClient } from './operator-client.ts'

export type Applied = {
  readonly room: string
  readonly outcome: 'created' | 'changed' | 'as-it-was'
}

/** A room of a file, as it is written there. */
export type RoomInput = Readonly<Record<string, unknown>> & { readonly id: string }

export async function applyRooms(
  client: OperatorClient,
  rooms: readonly RoomInput[],
): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const room of rooms) applied.push({ room: room.id, outcome: await applyRoom(client, room) })
  return applied
}

export async function applyRoom(
  client: OperatorClient,
  room: RoomInput,
): Promise<Applied['outcome']> {
  const source = sourceOf(room)
  const view = await client.ask('readRoom', { room: room.id }).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined
    throw error
  })
  if (view === undefined) {
    await client.ask('createRoom', { body: { ...room, source } })
    return 'created'
  }
  if (view.source === source) return 'as-it-was'
  const change = changeTo(view.entry, room)
  const { version } = view
  const done = await client.ask('changeRoom', { room: room.id, body: { version, change, source } })
  return done.changes.length === 0 ? 'as-it-was' : 'changed'
}

/** Which text of the file it is. */
function sourceOf(room: RoomInput): string {
  return createHash('sha256').update(JSON.stringify(room)).digest('hex').slice(0, 32)
}

/** What the file leaves out is at its default again. */
function changeTo(entry: RoomEntry, room: RoomInput): ChangeRequest['change'] {
  const read = parsedEntry(room, entry, Date.now())
  const after = read.kind === 'entry' ? read.entry : room
  return changeRequest.shape.change.parse(patchTo(entry, after))
}
