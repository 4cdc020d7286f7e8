/**
 * Where a fan is sent back to: only where the room's list says. An address is compared as a
 * browser reads it, since what looks like one host may be another.
 */
import { isGuarded } from './path-rules.ts'
import type { ShopSettings } from './settings.ts'

const ADDRESS_MAX_CHARS = 2_000

/** The one asked for if it may be, else the shop's first page. `ownOrigin` is the room's. */
export function returnAddress(
  shop: ShopSettings,
  asked: string | undefined,
  ownOrigin: string,
): string | undefined {
  const url = asked === undefined ? undefined : readAddress(asked, ownOrigin)
  if (url !== undefined && mayReturnTo(shop, url, ownOrigin)) return url.href
  return shop.returnTo[0] ?? firstBehindGateway(shop, ownOrigin)
}

/** Whether the shop is on this very host, behind the gateway: no code is needed to get in. */
export function isBehindGateway({ gateway }: ShopSettings, url: URL, ownOrigin: string): boolean {
  if (gateway === undefined || url.origin !== ownOrigin) return false
  if (gateway.host !== undefined && gateway.host !== url.host) return false
  return isGuarded({ ...gateway, exempt: [] }, 'GET', url.pathname)
}

function mayReturnTo(shop: ShopSettings, url: URL, ownOrigin: string): boolean {
  return (
    isBehindGateway(shop, url, ownOrigin) || shop.returnTo.some((allowed) => isAt(url, allowed))
  )
}

function isAt(url: URL, allowed: string): boolean {
  const { origin, pathname } = new URL(allowed)
  if (url.origin !== origin) return false
  const folder = pathname.endsWith('/') ? pathname : `${pathname}/`
  return url.pathname === pathname || url.pathname.startsWith(folder)
}

function readAddress(text: string, ownOrigin: string): URL | undefined {
  if (text.length > ADDRESS_MAX_CHARS || !URL.canParse(text, ownOrigin)) return undefined
  const url = new URL(text, ownOrigin)
  return url.username === '' && url.password === '' ? url : undefined
}

function firstBehindGateway({ gateway }: ShopSettings, ownOrigin: string): string | undefined {
  const [first] = gateway?.paths ?? []
  return first === undefined ? undefined : new URL(first.replace(/\*$/, ''), ownOrigin).href
}
