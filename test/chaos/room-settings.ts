import { randomBytes } from 'node:crypto'
import type { Binding } from '../../bench/capnp.ts'
import type { RoomInput } from '../../cli/apply-rooms.ts'

export const ROOM = 'chaos'
export const OPERATOR_KEY = randomBytes(16).toString('hex')

/** So many fans, a shop for so many of them at once, and how fast they may be called. */
export type Sale = { readonly fans: number; readonly cap: number; readonly ratePerSecond: number }

/** What the Worker is given. The same again, and places outlive the server that gave them. */
export function roomBindings(): Binding[] {
  const secret = randomBytes(32).toString('base64url')
  const keys = { keys: [{ id: 'k1', secret }] }
  return [
    { kind: 'text', name: 'PLACE_KEYS', value: JSON.stringify(keys) },
    { kind: 'text', name: 'OPERATOR_KEY', value: OPERATOR_KEY },
    { kind: 'text', name: 'LOG_SAMPLE', value: '0' },
  ]
}

/** Terms about as short as the settings allow: a sale of hours elsewhere takes a minute here. */
export function roomFor({ cap, ratePerSecond }: Sale): RoomInput {
  const settings = {
    cap,
    ratePerSecond,
    lanes: [{ id: 'general', sharePercent: 100 }],
    order: 'arrival' as const,
    mode: 'queue' as const,
    schedule: { openAtMs: 'now' },
    // Several segments, and a part of the crowd far from the front.
    span: 512,
    near: { seconds: 60, atLeast: 0 },
    // Longer than the five seconds between the polls of who has no socket.
    terms: { offerMs: 8_000, sessionMs: 60_000, tokenMs: 10_000 },
  }
  return { id: ROOM, title: { ko: '혼돈', en: 'Chaos' }, desks: 2, whenBlind: 'hold', settings }
}
