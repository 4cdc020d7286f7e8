import { Hono } from 'hono'
import { buildOf } from '../build.ts'
import type { EdgeEnv } from '../settings.ts'

/** For load balancers and the curious: this Worker answers. It asks no object, so it is cheap. */
export const health = new Hono<EdgeEnv>()

health.get('/', (c) => {
  c.header('Cache-Control', 'no-store')
  return c.json({ status: 'ok', ...buildOf(c.env) })
})
