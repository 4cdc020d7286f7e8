import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { RoomFacts } from './room-view.ts'

/**
 * What a room's page is handed, and its reader may see. Each fact is named: what else stands in the
 * settings (cap, rate, who may open sockets) does not reach a page by being added there.
 */
export function factsOf({ id, title, look, reload, shop, settings }: RoomEntry): RoomFacts {
  const { note, picture } = look ?? {}
  return {
    id,
    title,
    ...(note !== undefined && { note }),
    // A picture that only decorates says nothing in any language.
    ...(picture !== undefined && { picture: { src: picture.src, alt: picture.alt ?? {} } }),
    lanes: settings.lanes.length,
    order: settings.order,
    mode: settings.mode,
    reload,
    hasShop: shop !== undefined,
  }
}
