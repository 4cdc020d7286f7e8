/** The protocol as an OpenAPI 3.1 document, made of the same tables as everything written about it. */
import { closes } from './socket-messages.ts'
import { PROTOCOL } from '../version.ts'
import { messages, type MessageId } from './messages.ts'
import { problems, type Problem } from './problems.ts'
import { codesOf, type Answer, type Route } from './route.ts'
import { routeGroups, routes, ROOMS } from './routes.ts'
import { fieldDescriptions, jsonSchemas, type JsonSchema } from './schemas.ts'

type Node = Readonly<Record<string, unknown>>

const REF = '#/components/'

/** `version` is the product's own: the protocol's stands in the document. */
export function openApi(version: string): Node {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Admit One: a room, as its fans and shops speak to it',
      version,
      summary: 'Join, wait, take your turn, be in the shop.',
      description: `Protocol ${PROTOCOL}. What a client must heed is in the numbered rules at /docs.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was read.' }],
    tags: routeGroups.map(({ id, title }) => ({ name: id, description: title })),
    paths: pathsOf(),
    components: { schemas: schemasOf(), parameters, headers, securitySchemes },
  }
}

function pathsOf(): Node {
  const paths: Record<string, Node> = {}
  for (const route of routes) {
    const path = `${ROOMS}${route.path}`
    const before = paths[path] ?? { parameters: [parameter('room'), parameter('protocol')] }
    paths[path] = { ...before, [route.method]: operationOf(route) }
  }
  return paths
}

function operationOf(route: Route): Node {
  const { id, title, what, body, form, query, carries } = route
  const group = routeGroups.find((one) => one.routes.includes(route))
  return {
    operationId: id,
    summary: title,
    description: route.path === '/socket' ? `${what}\n\n${closesText()}` : what,
    tags: group === undefined ? [] : [group.id],
    security: security[route.asker],
    ...(query && { parameters: Object.entries(query).map(queryParameter) }),
    ...(body && { requestBody: { required: isRequired(body), content: json(body) } }),
    ...(form && { requestBody: { required: true, content: formOf(form) } }),
    responses: { ...answersOf(route), ...refusalsOf(route) },
    ...(carries && {
      'x-carries': { up: carries.up && schemaRef(carries.up), down: carries.down.map(schemaRef) },
    }),
  }
}

function answersOf({ answers, id }: Route): Node {
  return Object.fromEntries(
    answers.map((answer) => [
      answer.status,
      {
        description: answer.what,
        headers: { 'X-Request-Id': headerRef('X-Request-Id'), ...ownHeaders(id) },
        ...contentOf(answer),
      },
    ]),
  )
}

function contentOf({ message, media }: Answer): Node {
  if (message !== undefined) return { content: json(message) }
  return media === undefined ? {} : { content: { [media]: { schema: { type: 'string' } } } }
}

/** One answer a status: the codes that come with it, and what they mean. */
function refusalsOf(route: Route): Node {
  const codes: readonly string[] = codesOf(route)
  const met = problems.filter(({ code }) => codes.includes(code))
  const byStatus = Map.groupBy(met, ({ status }) => status)
  return Object.fromEntries(
    [...byStatus].flatMap(([status, these]) =>
      status === undefined ? [] : [[String(status), refusalOf(status, these)]],
    ),
  )
}

function refusalOf(status: number, these: readonly Problem[]): Node {
  const lines = these.map(({ code, what }) => `- \`${code}\`: ${what}`)
  const comesBack = status === 503 || status === 429
  return {
    description: lines.join('\n'),
    headers: {
      'X-Request-Id': headerRef('X-Request-Id'),
      ...(comesBack && { 'Retry-After': headerRef('Retry-After') }),
    },
    content: {
      'application/json': {
        schema: {
          allOf: [schemaRef('problem'), { properties: { code: { enum: these.map(codeOf) } } }],
        },
      },
    },
  }
}

function codeOf({ code }: Problem): string {
  return code
}

function json(message: MessageId): Node {
  const { example } = messages[message]
  const content = { schema: schemaRef(message), ...(example !== undefined && { example }) }
  return { 'application/json': content }
}

function formOf(form: Readonly<Record<string, string>>): Node {
  const properties = Object.fromEntries(
    Object.entries(form).map(([name, description]) => [name, { type: 'string', description }]),
  )
  const schema = { type: 'object', properties, required: Object.keys(form) }
  return { 'application/x-www-form-urlencoded': { schema } }
}

/** A body without a field that must be there may be left out. */
function isRequired(message: MessageId): boolean {
  return !messages[message].schema.safeParse({}).success
}

function closesText(): string {
  return ['Close codes:', ...closes.map(({ code, what }) => `- ${code}: ${what}`)].join('\n')
}

function schemasOf(): Node {
  return Object.fromEntries(
    Object.entries(jsonSchemas()).map(([id, schema]): [string, JsonSchema] => [
      id,
      fieldDescriptions(schema, id),
    ]),
  )
}

function schemaRef(message: MessageId): Node {
  return { $ref: `${REF}schemas/${message}` }
}

function headerRef(name: string): Node {
  return { $ref: `${REF}headers/${name}` }
}

function parameter(name: string): Node {
  return { $ref: `${REF}parameters/${name}` }
}

function queryParameter([name, description]: [string, string]): Node {
  return { name, in: 'query', description, schema: { type: 'string' } }
}

/** The cookie is kept by browsers on our own pages. */
function ownHeaders(id: string): Node {
  const keeps = ['join', 'move', 'redeem', 'leave'].includes(id)
  return keeps ? { 'Set-Cookie': headerRef('Set-Cookie') } : {}
}

const held = [{ cookie: [] }, { bearer: [] }]
const security = {
  anybody: [],
  holder: held,
  'anybody-or-holder': [{}, ...held],
  service: [{ service: [] }],
} as const satisfies Record<Route['asker'], readonly Node[]>

const securitySchemes = {
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-place-{room}',
    description: 'The place token, for browsers; over plain http `place-{room}`.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'The place token, for everybody else.' },
  service: { type: 'http', scheme: 'bearer', description: 'A service key of the room’s shop.' },
}

const parameters = {
  room: {
    name: 'room',
    in: 'path',
    required: true,
    description: 'The room’s id.',
    schema: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,47}$' },
    example: 'demo',
  },
  protocol: {
    name: 'protocol',
    in: 'query',
    description: 'Which protocol the client speaks; nothing said means 1.',
    schema: { type: 'integer', minimum: 1, default: 1 },
  },
}

const headers = {
  'X-Request-Id': {
    description: 'The caller’s own, or a new one: quote it when something is wrong.',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Not before so many seconds.', schema: { type: 'integer' } },
  'Set-Cookie': { description: 'The place, kept or dropped.', schema: { type: 'string' } },
}
