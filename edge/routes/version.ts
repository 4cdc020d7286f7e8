import { Hono } from 'hono'
import { buildOf } from '../build.ts'
import type { EdgeEnv } from '../settings.ts'

/** Which version and which upload is answering here. */
export const version = new Hono<EdgeEnv>()

version.get('/', (c) => {
  c.header('Cache-Control', 'no-store')
  return c.json(buildOf(c.env))
})
