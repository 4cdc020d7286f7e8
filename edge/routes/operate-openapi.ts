import { Hono } from 'hono'
import { version } from '../../package.json'
import { operateOpenApi } from '../../core/operate/openapi.ts'
import type { EdgeEnv } from '../settings.ts'

/** The operators' interface for programs. Public: it says what there is, and nothing of any sale. */
export const operateOpenapi = new Hono<EdgeEnv>()

let text: string | undefined

operateOpenapi.get('/', (c) => {
  text ??= JSON.stringify(operateOpenApi(version))
  c.header('Content-Type', 'application/json')
  c.header('Cache-Control', 'public, max-age=300')
  return c.body(text)
})
