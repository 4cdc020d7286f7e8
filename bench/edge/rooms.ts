import { generateKeyPairSync } from 'node:crypto'
import type { RoomInput } from '../../cli/apply-rooms.ts'
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
    text('ISSUER', ISSUER),
    text('ADMISSION_KEYS', admissionKeys()),
    text('PLACE_KEYS', JSON.stringify({ keys: [{ id: 'k1', secret: SECRET }] })),
    text('OPERATOR_KEY', OPERATOR_KEY),
    text('LOG_SAMPLE', '0'),
  ]
}

/** One of many in which nothing happens. */
export function roomNamed(id: string): RoomInput {
  return roomOf(id, ROOMS.idle)
}

export const GUARDED_ROOM = 'bench-guarded'
const ISSUER = 'http://bench.example'

function admissionKeys(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'b1' }] })
}

function guardedRoom(origin: string): RoomInput {
  const shop = { audience: ISSUER, gateway: { origin, paths: ['/guarded/*'] } }
  return { ...roomOf(GUARDED_ROOM, ROOMS.idle), shop }
}

function text(name: string, value: string): Binding {
  return { kind: 'text', name, value }
}

/** As they are created; with one that has a shop behind the gateway, where there is a shop. */
export function benchRooms({ shopOrigin }: { shopOrigin?: string } = {}): RoomInput[] {
  const rooms = Object.entries(ROOMS).map(([name, room]) => roomOf(`bench-${name}`, room))
  return shopOrigin === undefined ? rooms : [...rooms, guardedRoom(shopOrigin)]
}

function roomOf(id: string, { cap, ratePerSecond, near }: (typeof ROOMS)[RoomName]) {
  return {
    id,
    title: { en: id },
    desks: DESKS,
    whenBlind: 'hold',
    settings: {
      cap,
      ratePerSecond,
      near,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 'now' },
      // Nothing ends by itself while a bench runs.
      terms: { offerMs: 600_000, sessionMs: 3_600_000, tokenMs: 60_000 },
    },
  }
}
