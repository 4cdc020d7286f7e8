import { roomEntries, type RoomEntry } from '../../core/queue/room/entry.ts'
import type { Binding } from '../capnp.ts'

/** One room for each thing that is measured, so that no crowd is in another one's way. */
export const ROOMS = {
  /** A full cap and a long line behind it: whoever joins is placed and waits. */
  line: { cap: 1, ratePerSecond: 1, near: { seconds: 60, atLeast: 200 } },
  /** The same for leases that are driven, a room for each pace. */
  leases1k: { cap: 1, ratePerSecond: 1, near: { seconds: 60, atLeast: 1_000 } },
  leases5k: { cap: 1, ratePerSecond: 1, near: { seconds: 60, atLeast: 1_000 } },
  /** Everybody is near and holds a socket; slots come when the bench steers cap and rate. */
  crowd: { cap: 0, ratePerSecond: 1, near: { seconds: 60, atLeast: 1_000_000 } },
  waiting: { cap: 0, ratePerSecond: 1, near: { seconds: 60, atLeast: 1_000_000 } },
  /** More slots than anybody comes for. */
  idle: { cap: 100_000, ratePerSecond: 3_000, near: { seconds: 60, atLeast: 10_000 } },
} as const
export type RoomName = keyof typeof ROOMS

/** As a room has unless it is told otherwise. */
export const DESKS = 4

export function roomId(room: RoomName): string {
  return `bench-${room}`
}

/** Of this bench alone: nothing else is signed with it. */
const SECRET = Buffer.alloc(32, 'bench').toString('base64url')
export const OPERATOR_KEY = 'the-operator-of-the-bench'

export function edgeBindings(): Binding[] {
  return [
    text('ROOMS', JSON.stringify({ rooms: entries() })),
    text('PLACE_KEYS', JSON.stringify({ keys: [{ id: 'k1', secret: SECRET }] })),
    text('OPERATOR_KEY', OPERATOR_KEY),
  ]
}

function text(name: string, value: string): Binding {
  return { kind: 'text', name, value }
}

/** Parsed here, so that a bench that has grown older than the settings says so by itself. */
export function entries(): RoomEntry[] {
  const rooms = Object.entries(ROOMS).map(([name, { cap, ratePerSecond, near }]) => ({
    id: `bench-${name}`,
    title: { en: `Bench ${name}` },
    desks: DESKS,
    whenBlind: 'hold',
    settings: {
      cap,
      ratePerSecond,
      near,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 1 },
      // Nothing ends by itself while a bench runs.
      terms: { offerMs: 600_000, sessionMs: 3_600_000, tokenMs: 60_000 },
    },
  }))
  return roomEntries.parse({ rooms }).rooms
}
