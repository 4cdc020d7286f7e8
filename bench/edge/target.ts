/** A server as the bench knows it: how one joins there, asks how one stands, and is pushed to. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { httpRequest, type HttpRequest } from '../http/request.ts'
import { localOrigin } from '../http/run-spec.ts'

const pushed = z.strictObject({
  /** Where a page opens its WebSocket. */
  path: httpRequest.shape.path,
  headers: httpRequest.shape.headers,
  /** Makes the server say `{text}` to every socket; without it nothing is pushed. */
  broadcast: httpRequest.optional(),
})

const targetSchema = z.strictObject({
  name: z.string().min(1).max(40),
  origin: localOrigin,
  join: httpRequest,
  /** Where the answer to a join holds the fan's token: `token`, or `place.token`. */
  tokenField: z.string().min(1).default('token'),
  /** `{token}` in a path, a header or a body stands for the fan's token. */
  status: httpRequest,
  push: pushed.optional(),
})
export type Target = z.infer<typeof targetSchema>

/** From JSON, or from a module whose default export is the description. */
export async function readTarget(path: string, folder: string): Promise<Target> {
  const file = resolve(folder, path)
  if (!existsSync(file))
    throw new Error(`There is no file ${path}: name one that describes a server.`)
  const described = file.endsWith('.json')
    ? parseJson(await readFile(file, 'utf8'), path)
    : defaultExport.parse(await import(pathToFileURL(file).href)).default
  const read = targetSchema.safeParse(described)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`)
  throw new Error(`${path} describes no server: ${faults.join('; ')}`)
}

const defaultExport = z.object({ default: z.unknown() })

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is not JSON.`, { cause: error })
  }
}

type Blanks = Readonly<Record<string, string>>

/** The request with its blanks filled in. */
export function filled(request: HttpRequest, blanks: Blanks): HttpRequest {
  const { method, path, headers, body } = request
  return {
    method,
    path: fill(path, blanks),
    ...(headers !== undefined && { headers: filledAll(headers, blanks) }),
    ...(body !== undefined && { body: fill(body, blanks) }),
  }
}

export function filledAll(
  headers: Readonly<Record<string, string>>,
  blanks: Blanks,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, fill(value, blanks)]),
  )
}

export function fill(template: string, blanks: Blanks): string {
  return template.replace(/\{([a-z]+)\}/g, (whole, name: string) => blanks[name] ?? whole)
}

/** The token in an answer's body, where the target says it is. */
export function tokenIn(body: unknown, field: string): string {
  let found: unknown = body
  for (const name of field.split('.')) {
    found = z.record(z.string(), z.unknown()).safeParse(found).data?.[name]
  }
  const token = z.string().min(1).safeParse(found)
  if (!token.success) throw new Error(`The answer to a join has no text at ${field}.`)
  return token.data
}
