/** The origin as an OpenAPI 3.1 document, made of the table of its routes. */
import type { z } from 'zod'
import { problemSchema } from '../../core/protocol/problem.ts'
import type { ProblemCode } from '../../core/problem.ts'
import { ASSERTION } from './assertions.ts'
import { isObject, jsonSchema, type JsonSchema } from './json-schema.ts'
import { meaningOf, refusalsOf } from './refusals.ts'
import type { Route, Who } from './route.ts'

const JSON_MEDIA = 'application/json'

const security: Readonly<Record<Who, readonly JsonSchema[]>> = {
  open: [],
  service: [{ service: [] }],
  metrics: [{ service: [] }, { metrics: [] }],
  assertion: [{ assertion: [] }],
}

export function openApi(routes: readonly Route[], version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Admit One: the origin',
      version,
      summary: 'What the shop behind the waiting room answers, to the edge and to fans.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read.' }],
    paths,
    components: {
      securitySchemes: {
        service: { type: 'http', scheme: 'bearer', description: 'A service’s key.' },
        metrics: { type: 'http', scheme: 'bearer', description: 'The key for Prometheus alone.' },
        assertion: {
          type: 'apiKey',
          in: 'header',
          name: ASSERTION,
          description: 'The gateway’s word on who was admitted, set by it alone.',
        },
      },
    },
  }
}

function operationOf(route: Route): JsonSchema {
  const { id, title, what, who, params, query, body, status = 200 } = route
  return {
    operationId: id,
    summary: title,
    description: what,
    security: security[who],
    parameters: [...pathParameters(route.path, params), ...queryParameters(query)],
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: { [JSON_MEDIA]: { schema: jsonSchema(body, 'input') } },
      },
    }),
    responses: {
      [status]: { description: 'Done.', content: answerOf(route) },
      ...Object.fromEntries(
        refusalsOf(route).map(([refusal, codes]) => [String(refusal), refusalOf(codes)]),
      ),
    },
  }
}

function answerOf({ media = JSON_MEDIA, answer }: Route): JsonSchema {
  return { [media]: { schema: jsonSchema(answer, 'output') } }
}

function refusalOf(codes: readonly ProblemCode[]): JsonSchema {
  const schema = {
    allOf: [jsonSchema(problemSchema, 'output'), { properties: { code: { enum: codes } } }],
  }
  return {
    description: codes.map((code) => `- \`${code}\`: ${meaningOf(code) ?? code}`).join('\n'),
    content: { [JSON_MEDIA]: { schema } },
  }
}

function pathParameters(path: string, params: z.ZodType | undefined): JsonSchema[] {
  const described = propertiesOf(params)
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: described.properties[name] ?? { type: 'string' },
  }))
}

function queryParameters(query: z.ZodType | undefined): JsonSchema[] {
  const { properties, required } = propertiesOf(query)
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function propertiesOf(schema: z.ZodType | undefined) {
  const whole = schema === undefined ? undefined : jsonSchema(schema, 'input')
  const { properties, required } = isObject(whole) ? whole : {}
  return {
    properties: isObject(properties) ? properties : {},
    required: Array.isArray(required) ? required : [],
  }
}
