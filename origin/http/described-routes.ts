/** The table of routes, told of: to programs by /openapi.json, to people by /docs. Made once, when first asked for. */
import { z } from 'zod'
import { docsPage, docsPolicy } from './docs-page.ts'
import { openApi } from './openapi.ts'
import { route, type Route } from './route.ts'

const MINUTES_5 = 'public, max-age=300'

/** `all` has these two as well. */
export function describedRoutes(all: () => readonly Route[], version: string): Route[] {
  let document: string | undefined
  let page: Promise<string> | undefined
  return [
    route({
      id: 'openapi',
      method: 'get',
      path: '/openapi.json',
      who: 'open',
      title: 'Read this as OpenAPI',
      what: 'These routes as an OpenAPI 3.1 document.',
      answer: z.record(z.string(), z.unknown()),
      codes: [],
      handle: async ({ c }) => {
        document ??= JSON.stringify(openApi(all(), version))
        const headers = { 'Content-Type': 'application/json', 'Cache-Control': MINUTES_5 }
        return c.body(document, 200, headers)
      },
    }),
    route({
      id: 'docs',
      method: 'get',
      path: '/docs',
      who: 'open',
      title: 'Read this as a page',
      what: 'These routes for people.',
      media: 'text/html',
      answer: z.string(),
      codes: [],
      handle: async ({ c }) => {
        page ??= docsPage(all(), version)
        c.header('Content-Security-Policy', docsPolicy)
        c.header('Cache-Control', MINUTES_5)
        return c.html(await page)
      },
    }),
  ]
}
