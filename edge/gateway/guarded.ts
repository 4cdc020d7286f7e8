/** Which requests are for a shop behind us, and which of those need an admission. */
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import { isGuarded, isListed } from '../../core/shop/path-rules.ts'
import type { GatewaySettings, ShopSettings } from '../../core/shop/settings.ts'
import { allRooms } from '../rooms.ts'
import type { Bindings } from '../settings.ts'

export type Guarded = {
  readonly entry: RoomEntry
  readonly shop: ShopSettings
  readonly gateway: GatewaySettings
}

/** Of a shop's host only this is ours. */
const OWN_PATHS = '/rooms/'

let compiled: { readonly of: readonly RoomEntry[]; readonly guarded: readonly Guarded[] } = {
  of: [],
  guarded: [],
}

/** Of several rooms of one host, the one whose path it is; of what none guards, the first. */
export function guardedBy(env: Bindings, url: URL, method: string): Guarded | undefined {
  const { host, pathname } = url
  const candidates = shops(env).filter(({ gateway }) =>
    gateway.host === undefined ? isListed(gateway, pathname) : gateway.host === host,
  )
  if (candidates.length === 0 || pathname.startsWith(OWN_PATHS)) return undefined
  return candidates.find(({ gateway }) => isGuarded(gateway, method, pathname)) ?? candidates[0]
}

function shops(env: Bindings): readonly Guarded[] {
  const rooms = allRooms(env)
  if (compiled.of !== rooms) {
    const guarded = rooms.flatMap((entry) => {
      const { shop } = entry
      return shop?.gateway === undefined ? [] : [{ entry, shop, gateway: shop.gateway }]
    })
    compiled = { of: rooms, guarded }
  }
  return compiled.guarded
}
