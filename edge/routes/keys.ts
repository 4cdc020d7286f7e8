import { Hono } from 'hono'
import type { EdgeEnv } from '../settings.ts'
import { admissionKeys } from '../tokens/admission-keys.ts'

/** By these anybody checks an admission token, in any language. A new one is here before it signs. */
export const keys = new Hono<EdgeEnv>().get('/jwks.json', async (c) => {
  const { published } = await admissionKeys(c.env)
  c.header('Cache-Control', 'public, max-age=300')
  c.header('Access-Control-Allow-Origin', '*')
  return c.json({ keys: published })
})
