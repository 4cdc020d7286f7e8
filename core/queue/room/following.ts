/** The room's rate after its shop: what the shop reports moves it within the operator's bounds. */
import { decide, type Pressure } from '../pressure/pressure.ts'
import { changeSettings, occupiedSlots, type Room } from './room.ts'

export type Followed = { readonly room: Room; readonly pressure: Pressure }

/** To be called at any tick: between two decisions nothing moves. */
export function followShop(room: Room, before: Pressure, nowMs: number): Followed {
  const occupied = occupiedSlots(room)
  const waiting = room.lanes.some(({ seats }) => seats.some(({ counts }) => counts.waiting > 0))
  const crowd = {
    sessionsInside: occupied,
    // Where the cap keeps them outside, another rate would let nobody in.
    waitsForRate: waiting && occupied < room.settings.cap,
  }
  const { pressure, ratePerSecond } = decide(before, crowd, nowMs)
  if (ratePerSecond === room.settings.ratePerSecond) return { room, pressure }
  const changed = changeSettings(room, { ...room.settings, ratePerSecond }, nowMs)
  return changed.kind === 'changed' ? { room: changed.room, pressure } : { room, pressure }
}
