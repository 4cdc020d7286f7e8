/** Which requests are for a shop behind us, and which of those need an admission. */
import { busy } from '../fan/fan.ts'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import { isGuarded, isListed } from '../../core/shop/path-rules.ts'
import type { GatewaySettings, ShopSettings } from '../../core/shop/settings.ts'
import { guardsOf } from '../isolate/guards.ts'
import { roomNamed } from '../isolate/room-entries.ts'
import type { Bindings } from '../settings.ts'

export type Guarded = {
  readonly url: URL
  readonly entry: RoomEntry
  readonly shop: ShopSettings
  readonly gateway: GatewaySettings
}

/** Of a shop's host only this is ours. */
const OWN_PATHS = '/rooms/'
const SCHEME_CHARS = 'https://'.length

/** Told by the letters of the address: fans ask for it again and again. */
export function isOwn({ url }: Request): boolean {
  return url.startsWith(OWN_PATHS, url.indexOf('/', SCHEME_CHARS))
}

/** Of several rooms of one host, the one whose path it is; of what none guards, the first. */
export async function guardedBy(
  env: Bindings,
  request: Request,
  context: ExecutionContext,
): Promise<Guarded | undefined> {
  const waitUntil = (promise: Promise<unknown>) => context.waitUntil(promise)
  const all = await guardsOf(env, waitUntil).catch(() => {
    throw busy()
  })
  if (all.length === 0) return undefined
  const url = new URL(request.url)
  const { host, pathname } = url
  const candidates = all.filter(({ gateway }) =>
    gateway.host === undefined ? isListed(gateway, pathname) : gateway.host === host,
  )
  const [first, ...others] = candidates
  if (first === undefined) return undefined
  const guarding = ({ gateway }: (typeof all)[number]) =>
    isGuarded(gateway, request.method, pathname)
  const { room } = others.length === 0 ? first : (candidates.find(guarding) ?? first)
  const entry = await roomNamed(env, room, waitUntil).catch(() => {
    throw busy()
  })
  const shop = entry?.shop
  if (entry === undefined || shop?.gateway === undefined) return undefined
  return { url, entry, shop, gateway: shop.gateway }
}
