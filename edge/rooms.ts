/** The rooms there are, from the settings file; read once per isolate. */
import { roomEntries, type RoomEntry } from '../core/queue/room/entry.ts'
import type { Bindings } from './settings.ts'

type Read = {
  readonly text: string
  readonly rooms: readonly RoomEntry[]
  readonly byId: ReadonlyMap<string, RoomEntry>
}

let read: Read = { text: '', rooms: [], byId: new Map() }

export function roomNamed(env: Bindings, id: string): RoomEntry | undefined {
  return readRooms(env).byId.get(id)
}

/** The same list as long as the settings are the same. */
export function allRooms(env: Bindings): readonly RoomEntry[] {
  return readRooms(env).rooms
}

function readRooms({ ROOMS: text = '{"rooms":[]}' }: Pick<Bindings, 'ROOMS'>): Read {
  if (text !== read.text) {
    const { rooms } = roomEntries.parse(JSON.parse(text))
    read = { text, rooms, byId: new Map(rooms.map((entry) => [entry.id, entry])) }
  }
  return read
}
