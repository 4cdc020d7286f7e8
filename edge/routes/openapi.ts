import { Hono } from 'hono'
import { version } from '../../package.json'
import { openApi } from '../../core/protocol/reference/openapi.ts'
import type { EdgeEnv } from '../settings.ts'

/** The protocol for programs. Built when it is first asked for, once an isolate. */
export const openapi = new Hono<EdgeEnv>()

let text: string | undefined

openapi.get('/', (c) => {
  text ??= JSON.stringify(openApi(version))
  c.header('Content-Type', 'application/json')
  c.header('Cache-Control', 'public, max-age=300')
  // Public, and read by tools that run on pages of their own.
  c.header('Access-Control-Allow-Origin', '*')
  return c.body(text)
})
