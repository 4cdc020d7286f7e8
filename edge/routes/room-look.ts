import { Hono } from 'hono'
import type { EdgeEnv } from '../settings.ts'
import { lookStyle } from '../web/look-style.ts'
import { knownRoom } from './room-request.ts'

/**
 * The stylesheet of a room's own colours. Its address changes with what is in it, so it is kept for
 * as long as there are caches. Asked for by another address, as by a page of another version while
 * settings change, it is answered and not kept.
 */
export const roomLook = new Hono<EdgeEnv>()

roomLook.get('/:room/look.css', knownRoom, (c) => {
  const style = lookStyle(c.get('entry'))
  const isAsNamed = style !== undefined && c.req.query('v') === style.version
  c.header('Content-Type', 'text/css; charset=utf-8')
  c.header('Cache-Control', isAsNamed ? 'public, max-age=31536000, immutable' : 'no-store')
  return c.body(style?.css ?? '')
})
