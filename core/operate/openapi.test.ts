/** The operators' OpenAPI document: valid, and of one piece with the table of routes. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { operateOpenApi, undescribed } from './openapi.ts'
import type { OperateRoute } from './route.ts'
import { operateRoutes } from './routes.ts'

const document: Record<string, unknown> = { ...operateOpenApi('1.2.3') }
const text = JSON.stringify(document)

test('it is valid by the meta-schema of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(document)

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('it has every route, and of each the role that it takes', () => {
  for (const [id, { title, role }] of Object.entries<OperateRoute>(operateRoutes)) {
    expect(text).toContain(`"operationId":"${id}","summary":"${title}"`)
    expect(text).toContain(`Takes the role ${role}.`)
  }
})

test('every refusal that a route may answer is described', () => {
  expect(undescribed).toEqual([])
})

test('no two routes have one address', () => {
  const addresses = Object.values<OperateRoute>(operateRoutes).map(
    ({ method, path }) => `${method} ${path}`,
  )

  expect(new Set(addresses).size).toBe(addresses.length)
})
