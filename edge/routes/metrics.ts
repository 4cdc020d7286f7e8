import { Hono } from 'hono'
import { metricsText } from '../../core/operate/metrics.ts'
import { answered } from '../fan/fan.ts'
import { directoryStub } from '../objects/stubs.ts'
import { actorFor } from '../operate/actor.ts'
import type { EdgeEnv } from '../settings.ts'

/** For Prometheus, by a viewer's token. No room is asked for it: the directory has their last word. */
export const metrics = new Hono<EdgeEnv>()

metrics.get('/', async (c) => {
  await actorFor(c, 'viewer')
  const measured = await answered(() => directoryStub(c.env).measured())
  return c.text(metricsText(measured, Date.now()), 200, {
    'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    'Cache-Control': 'no-store',
  })
})
