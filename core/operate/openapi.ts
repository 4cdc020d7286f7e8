/** The operators' interface as an OpenAPI 3.1 document, made of the table of its routes. */
import { z } from 'zod'
import { ownStatuses, operateStatuses, statusOfCode, type ProblemCode } from '../problem.ts'
import { isRecord } from './merge-patch.ts'
import { operateProblems } from './problems.ts'
import { conflict } from './room-answers.ts'
import { OPERATE_API, type OperateRoute } from './route.ts'
import { operateRoutes } from './routes.ts'

type Node = Readonly<Record<string, unknown>>

/** What any of them may answer instead. */
const everywhere: readonly ProblemCode[] = [
  'operator-only',
  'role-too-low',
  'not-found',
  'internal',
]

const meanings: Readonly<Record<string, string>> = {
  ...operateProblems,
  'not-found': 'There is no such room, session, operator or address.',
  'invalid-request':
    'A field is wrong: `field` and `reason` say which and why. Nothing has changed.',
  'body-too-large': 'A body is of 65,536 bytes at most.',
  'room-busy': 'The room does not answer: ask again.',
  internal: 'Something failed on our side: ask again, and quote the request id if it goes on.',
}

const problem = z.object({
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
  reason: z.string().optional(),
})

export function operateOpenApi(version: string): Node {
  const paths: Record<string, Record<string, Node>> = {}
  for (const [id, route] of Object.entries<OperateRoute>(operateRoutes)) {
    const path = `${OPERATE_API}${route.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method]: operationOf(id, route) }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Admit One: rooms, as their operators speak to them',
      version,
      summary: 'Create, open, watch and steer sales.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read.' }],
    security: [{ operator: [] }],
    paths,
    components: {
      securitySchemes: {
        operator: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An operator’s token, or the owner’s key. Cloudflare Access may stand before it.',
        },
      },
    },
  }
}

function operationOf(id: string, route: OperateRoute): Node {
  const { title, what, role, body, bodyShown = body, answer, status = 200, method } = route
  return {
    operationId: id,
    summary: title,
    description: `${what}\n\nTakes the role ${role}.`,
    parameters: [...pathParameters(route), ...queryParameters(route), ...keyParameter(method)],
    ...(bodyShown !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: input(bodyShown) } },
      },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        content: { 'application/json': { schema: output(answer) } },
      },
      ...refusalsOf(route),
    },
  }
}

function pathParameters({ path }: OperateRoute): Node[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: name === 'room' ? 'The room’s id.' : 'The operator’s id.',
    schema: { type: 'string' },
  }))
}

function queryParameters({ query }: OperateRoute): Node[] {
  if (!(query instanceof z.ZodObject)) return []
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: input(schema instanceof z.ZodType ? schema : z.string()),
  }))
}

function keyParameter(method: OperateRoute['method']): Node[] {
  if (method === 'get') return []
  const description = 'The same request said again, by the same key, is done once.'
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description,
      schema: { type: 'string', pattern: '^[\\w-]{1,64}$' },
    },
  ]
}

/** One answer a status: the codes that come with it, and what they mean. */
function refusalsOf({ codes, body }: OperateRoute): Node {
  const said: ProblemCode[] = [...everywhere, ...codes]
  if (body !== undefined) said.push('invalid-request', 'body-too-large')
  const byStatus = Map.groupBy(new Set(said), statusOfCode)
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      String(status),
      {
        description: these.map((code) => `- \`${code}\`: ${meanings[code] ?? code}`).join('\n'),
        content: { 'application/json': { schema: refusalSchema(these) } },
      },
    ]),
  )
}

function refusalSchema(codes: readonly ProblemCode[]): Node {
  const other = { allOf: [output(problem), { properties: { code: { enum: codes } } }] }
  return codes.includes('version-conflict') ? { anyOf: [output(conflict), other] } : other
}

function input(schema: z.ZodType): unknown {
  return plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }))
}

function output(schema: z.ZodType): unknown {
  return plain(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' }))
}

/** Of all that is described here only "any JSON" refers to itself, and a schema that allows all says so. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain)
  if (!isRecord(schema)) return schema
  if ('$ref' in schema) return { description: 'Any JSON.' }
  const fields = Object.entries(schema).filter(([name]) => name !== '$defs' && name !== '$schema')
  return Object.fromEntries(fields.map(([name, value]) => [name, plain(value)]))
}

/** Every code that it names has a meaning here. */
export const undescribed: readonly string[] = Object.values<OperateRoute>(operateRoutes)
  .flatMap(({ codes }) => codes)
  .filter((code) => !(code in meanings) && (code in ownStatuses || code in operateStatuses))
