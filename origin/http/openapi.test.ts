import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { appWith } from '../fixtures.ts'
import { allRoutes } from './app.ts'
import { codesOf, meaningOf } from './refusals.ts'
import { route } from './route.ts'

const routes = [
  route({
    id: 'change',
    method: 'patch',
    path: '/orders/:order/seats/:seat',
    who: 'assertion',
    title: 'Change a seat',
    what: 'Changes it.',
    params: z.object({ order: z.string().max(9), seat: z.string() }),
    query: z.object({ dryRun: z.enum(['true', 'false']).exactOptional(), page: z.string() }),
    body: z.object({ anything: z.json(), times: z.number().default(1) }),
    answer: z.object({ kind: z.literal('changed') }),
    codes: ['version-conflict'],
    handle: async () => ({ kind: 'changed' as const }),
  }),
]

async function read() {
  const { app, parts } = appWith({ routes })
  const response = await app.request('/openapi.json')
  const document: Record<string, unknown> = z
    .record(z.string(), z.unknown())
    .parse(await response.json())
  return { document, text: JSON.stringify(document), all: allRoutes(parts) }
}

test('the document is valid by the meta-schema of OpenAPI 3.1', async () => {
  const { document } = await read()

  const { valid, errors } = await new Validator().validate(document)

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('it has every route, what each takes, and who may ask', async () => {
  const { text, all } = await read()

  for (const { id, title } of all)
    expect(text).toContain(`"operationId":"${id}","summary":"${title}"`)
  expect(text).toContain('"/orders/{order}/seats/{seat}"')
  expect(text).toContain('"name":"page","in":"query","required":true')
  expect(text).toContain('"name":"dryRun","in":"query","required":false')
  expect(text).toContain(
    '{"name":"order","in":"path","required":true,"schema":{"type":"string","maxLength":9}}',
  )
  expect(text).toContain('"security":[{"assertion":[]}]')
  expect(text).toContain('`version-conflict`')
})

test('every refusal that a route may answer is described', async () => {
  const { all } = await read()
  const undescribed = all.flatMap(codesOf).filter((code) => meaningOf(code) === undefined)

  expect(undescribed).toEqual([])
})

test('no two routes have one address or one name', async () => {
  const { all } = await read()

  expect(new Set(all.map(({ method, path }) => `${method} ${path}`)).size).toBe(all.length)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})
