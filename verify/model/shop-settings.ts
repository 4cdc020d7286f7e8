import type { ShopSettings } from '../settings.ts'
import { AUDIENCE, SERVICE_KEY, type RoomServer } from './room-server.ts'

/** A shop of that room, whose questions are given up soon. */
export function settingsFor(room: RoomServer, changes: Partial<ShopSettings> = {}): ShopSettings {
  return {
    room: room.room,
    audience: AUDIENCE,
    serviceKey: SERVICE_KEY,
    timeoutMs: 500,
    onError: () => {},
    ...changes,
  }
}
