import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'

// There is no engine here to ask, so the tests read what it would read: the YAML with its anchors
// merged and the variables of an .env put in.

export const root = resolve(import.meta.dirname, '..')

const service = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.string().optional(),
  mem_limit: z.string().optional(),
  healthcheck: z
    .object({ test: z.array(z.string()).min(2) })
    .loose()
    .optional(),
  logging: z
    .object({ options: z.record(z.string(), z.string()) })
    .loose()
    .optional(),
  networks: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  ports: z.array(z.string()).optional(),
})
type Env = Readonly<Record<string, string | undefined>>
export type Service = z.infer<typeof service>

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ environment: z.string() })),
})

const portsFile = z.object({
  services: z.record(z.string(), z.object({ ports: z.array(z.string()) })),
})

export function read(file: string): string {
  return readFileSync(resolve(root, file), 'utf8')
}

/** As it stands, or with the variables put in. */
export function composeOf(text: string, env?: Env): z.infer<typeof composeFile> {
  const parsed: unknown = parse(text, { merge: true })
  return composeFile.parse(env === undefined ? parsed : withVariables(parsed, env))
}

export function portsOf(text: string): z.infer<typeof portsFile> {
  return portsFile.parse(parse(text))
}

/** As compose does it, in every string: `${NAME:?sentence}` and `${NAME:-value}`. */
function withVariables(value: unknown, env: Env): unknown {
  if (typeof value === 'string') return inText(value, env)
  if (Array.isArray(value)) return value.map((one) => withVariables(one, env))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withVariables(one, env)]),
  )
}

function inText(text: string, env: Env): string {
  return text.replaceAll(
    /\$\{(\w+)(?::([?-])([^}]*))?\}/g,
    (_, name: string, kind: string | undefined, rest: string | undefined) => {
      const value = env[name]
      if (value !== undefined && value !== '') return value
      if (kind === '-') return rest ?? ''
      throw new Error(`${name}: ${rest ?? 'not set'}`)
    },
  )
}

/** Runs make-env.sh for a folder, and answers what a shell or compose reads from it. */
export function madeEnv(folder: string): Record<string, string | undefined> {
  const script = resolve(root, 'docker/make-env.sh')
  execFileSync(script, ['https://queue.example', folder], { stdio: 'pipe' })
  return parseEnv(readFileSync(resolve(folder, '.env'), 'utf8'))
}
