/** The rooms there are, from the settings file; read once per isolate. */
import { roomEntries, type RoomEntry } from '../core/queue/room/entry.ts'
import type { Bindings } from './settings.ts'

type Read = { readonly text: string; readonly byId: ReadonlyMap<string, RoomEntry> }

let read: Read = { text: '', byId: new Map() }

export function roomNamed(env: Bindings, id: string): RoomEntry | undefined {
  const text = env.ROOMS ?? '{"rooms":[]}'
  if (text !== read.text) read = { text, byId: entriesIn(text) }
  return read.byId.get(id)
}

function entriesIn(text: string): Read['byId'] {
  const { rooms } = roomEntries.parse(JSON.parse(text))
  return new Map(rooms.map((entry) => [entry.id, entry]))
}
