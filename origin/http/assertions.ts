/**
 * The gateway's word on who was admitted, checked as any shop behind it would: by the package
 * `verify`. One origin sells for many rooms, so the room is the one that the assertion names; what a
 * handler sells must be of that room. That it was the gateway that said so, its signature proves.
 */
import { decodeJwt } from 'jose'
import { ASSERTION_HEADER } from '../../core/token/assertion.ts'
import { admitOne, type Outcome, type Shop } from '../../verify/index.ts'
import { inShort, type Log } from '../telemetry/log.ts'

export const ASSERTION = ASSERTION_HEADER

/** More than sell at once. A made-up room pushes out the one that was used longest ago. */
const ROOMS_MAX = 200
const ROOM = /^[a-z][a-z0-9-]{0,47}$/
/** Rooms have the same keys: however many are named, they are fetched once in a while. */
const KEYS_HELD_MS = 2_000

export type Assertions = {
  readonly read: (assertion: string | undefined) => Promise<Outcome>
  readonly close: () => void
}

export function assertionsOf(edgeUrl: string, log: Log, ask: typeof fetch = fetch): Assertions {
  const shops = new Map<string, Shop>()
  const shared = heldFetch(ask)
  const onError = (error: Error) => log('warn', { what: 'assertions', why: inShort(error) })

  function shopOf(room: string): Shop {
    const shop =
      shops.get(room) ??
      admitOne({
        room: `${edgeUrl}/rooms/${room}`,
        // Behind the gateway the shop has the waiting room's own address.
        audience: edgeUrl,
        way: 'gateway',
        fetch: shared,
        onError,
      })
    shops.delete(room)
    shops.set(room, shop)
    const [oldest] = shops.keys()
    if (shops.size > ROOMS_MAX && oldest !== undefined) {
      shops.get(oldest)?.close()
      shops.delete(oldest)
    }
    return shop
  }

  return {
    read: (assertion) => shopOf(roomIn(assertion)).verifyAssertion(assertion),
    close() {
      for (const shop of shops.values()) shop.close()
    },
  }
}

/** As it claims to be: nothing is believed of it yet. */
function roomIn(assertion: string | undefined): string {
  try {
    const { room } = decodeJwt(assertion ?? '')
    return typeof room === 'string' && ROOM.test(room) ? room : 'none'
  } catch {
    return 'none'
  }
}

/** Behind the gateway a shop asks for one address alone, that of the keys. */
function heldFetch(ask: typeof fetch): typeof fetch {
  let held: { readonly untilMs: number; readonly answer: Promise<Response> } | undefined
  return async (...asked) => {
    if (held === undefined || performance.now() >= held.untilMs) {
      held = { untilMs: performance.now() + KEYS_HELD_MS, answer: ask(...asked) }
    }
    return (await held.answer).clone()
  }
}
