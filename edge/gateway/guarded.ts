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

/**
 * Of several rooms of one host, the one whose path it is; of what none guards, the first. Where no
 * room has a shop behind us, a request costs nothing here.
 */
export function guardedBy(
  env: Bindings,
  request: Request,
): (Guarded & { readonly url: URL }) | undefined {
  const all = shops(env)
  if (all.length === 0) return undefined
  const url = new URL(request.url)
  const { host, pathname } = url
  if (pathname.startsWith(OWN_PATHS)) return undefined
  const candidates = all.filter(({ gateway }) =>
    gateway.host === undefined ? isListed(gateway, pathname) : gateway.host === host,
  )
  const [first, ...others] = candidates
  if (first === undefined) return undefined
  const guarding = ({ gateway }: Guarded) => isGuarded(gateway, request.method, pathname)
  const chosen = others.length === 0 ? first : (candidates.find(guarding) ?? first)
  return { ...chosen, url }
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
