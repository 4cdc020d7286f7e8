/** A room for a crowd that is mixed, served by the real Worker under plain workerd. */
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { applyRooms, type RoomInput } from '../cli/apply-rooms.ts'
import { OperatorClient } from '../cli/operator-client.ts'
import { bundle } from './bundle.ts'
import type { Binding } from './capnp.ts'
import { serveAlone, type Served } from './workerd.ts'

export const MIXED_ROOM = 'mixed'

/** So many fans, a shop for so many of them at once, and how fast they may be called. */
export type MixedSale = {
  readonly fans: number
  readonly cap: number
  readonly ratePerSecond: number
}

export async function serveMixedRoom(folder: string, sale: MixedSale): Promise<Served> {
  const built = await bundle(resolve(import.meta.dirname, '../wrangler.toml'), folder)
  const operatorKey = newSecret()
  const served = await serveAlone(built, bindingsFor(operatorKey))
  const client = new OperatorClient({ url: served.origin, token: operatorKey })
  await applyRooms(client, [roomFor(sale)])
  return served
}

function bindingsFor(operatorKey: string): Binding[] {
  const keys = { keys: [{ id: 'k1', secret: newSecret() }] }
  return [
    { kind: 'text', name: 'PLACE_KEYS', value: JSON.stringify(keys) },
    { kind: 'text', name: 'OPERATOR_KEY', value: operatorKey },
    { kind: 'text', name: 'LOG_SAMPLE', value: '0' },
  ]
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function roomFor({ cap, ratePerSecond }: MixedSale): RoomInput {
  const settings = {
    cap,
    ratePerSecond,
    lanes: [{ id: 'general', sharePercent: 100 }],
    order: 'arrival' as const,
    mode: 'queue' as const,
    schedule: { openAtMs: 'now' },
    // Several segments, and of a large crowd a part that is far from the front.
    span: 512,
    near: { seconds: 60, atLeast: 0 },
    // A turn lasts longer than any transport needs to hear of it.
    terms: { offerMs: 20_000, sessionMs: 60_000, tokenMs: 10_000 },
  }
  const title = { ko: '모두', en: 'Everyone' }
  return { id: MIXED_ROOM, title, desks: 2, whenBlind: 'hold', settings }
}
