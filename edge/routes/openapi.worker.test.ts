/** The reference for programs and for people: what is written is what is served. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { version } from '../../package.json'
import { routes, ROOMS } from '../../core/protocol/reference/routes.ts'
import { createApp } from '../app.ts'
import { ask } from '../fixtures.ts'

const openApiShape = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
})

const pages = ['/docs', '/docs/messages', '/docs/rules']

async function textOf(path: string): Promise<string> {
  return (await ask(path)).text()
}

/**
 * `post /rooms/{room}/join` of every route of the app. Middleware is of all methods, and what a
 * browser asks beforehand is P68.
 */
function served(): string[] {
  const found = createApp().routes.filter(
    ({ method, path }) => !['ALL', 'OPTIONS'].includes(method) && path.startsWith('/rooms/'),
  )
  const addresses = found.map(({ method, path }) => {
    return `${method.toLowerCase()} ${path.replace(':room', '{room}')}`
  })
  return [...new Set(addresses)].toSorted()
}

describe('/openapi.json', () => {
  test('has every route of a room that is served, and none that is not', async () => {
    const { paths } = openApiShape.parse(await (await ask('/openapi.json')).json())

    const written = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((name) => name !== 'parameters')
        .map((method) => `${method} ${path}`),
    )
    expect(written.toSorted()).toEqual(served())
  })

  test('is public, kept for a while, and of this version', async () => {
    const response = await ask('/openapi.json')

    expect(response.headers.get('Content-Type')).toBe('application/json')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=300')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(openApiShape.parse(await response.json()).info.version).toBe(version)
  })
})

describe('/docs', () => {
  test('has every route by its method and address', async () => {
    const page = await (await ask('/docs?lang=en')).text()

    for (const { method, path } of routes) {
      const address = `${method.toUpperCase()}</span> <code>${ROOMS}${path}</code>`
      expect(page).toContain(address)
    }
  })

  test('every link between its pages leads somewhere', async () => {
    const texts = await Promise.all(pages.map(async (path) => [path, await textOf(path)] as const))
    const anchors = new Set(
      texts.flatMap(([path, text]) =>
        [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `${path}#${id}`),
      ),
    )
    const links = texts.flatMap(([path, text]) =>
      [...text.matchAll(/href="(\/docs[a-z/]*)?#([^"]+)"/g)].map(
        ([, to = path, id]) => `${to}#${id}`,
      ),
    )

    const within = links.filter((link) => !link.endsWith('#main'))
    expect(within.length).toBeGreaterThan(100)
    expect(within.filter((link) => !anchors.has(link))).toEqual([])
  })

  test.for(pages)('%s names nothing twice, weighs little and needs no script', async (path) => {
    const page = await textOf(path)

    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    // With its stylesheets it is to stay below 60 KB, as every page is.
    expect(new TextEncoder().encode(page).length).toBeLessThan(48_000)
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  })

  test('stands in a frame in the reader’s language, and says that it is in English', async () => {
    const response = await ask('/docs', { headers: { 'Accept-Language': 'ko' } })
    const page = await response.text()

    expect(response.headers.get('Vary')).toBe('Accept-Language')
    expect(page).toContain('<html lang="ko">')
    expect(page).toContain('<div class="reference" lang="en">')
  })
})
