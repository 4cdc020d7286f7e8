/** Finds the scenario that was asked for, changes what flags change, and holds it to its schema. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { allowedAt, fieldsAt } from './allowed.ts'
import type { Setting } from './arguments.ts'
import { scenario, type Scenario } from './scenario.ts'

export const SCENARIO_FOLDER = resolve(import.meta.dirname, 'scenarios')

export type StandardScenario = { readonly name: string; readonly about: string }
export type Loaded =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'wrong'; readonly message: string }

export function standardNames(): readonly string[] {
  return readdirSync(SCENARIO_FOLDER)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

export function standardScenarios(): readonly StandardScenario[] {
  return standardNames().map((name) =>
    scenario.parse(JSON.parse(readFileSync(fileOf(name), 'utf8'))),
  )
}

/** `folder` is where a relative path starts. */
export function loadScenario(source: string, settings: readonly Setting[], folder: string): Loaded {
  const isStandard = standardNames().includes(source)
  const file = isStandard ? fileOf(source) : resolve(folder, source)
  const text = readText(file)
  if (text === undefined) return wrong(notFound(source, file))
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    return wrong(`${source} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
  if (!isFields(content)) return wrong(`${source}: a scenario is one JSON object.`)
  const changed = settings.reduce(withSetting, content)
  const parsed = scenario.safeParse(changed)
  if (parsed.success) return { kind: 'scenario', scenario: withDesks(parsed.data, changed) }
  const faults = parsed.error.issues.map((issue) => faultOf(issue, changed, settings, source))
  const fileIsGood = scenario.safeParse(content).success
  const flags = settings.map(({ flag }) => flag).join(' ')
  const blame = fileIsGood ? [`${source} is good without ${flags}.`] : []
  return wrong([...new Set(faults), ...blame].join('\n'))
}

/** More isolates than a desk can answer four times a second want more desks, unless it is said. */
const ISOLATES_A_DESK = 62
const DESKS_MAX = 32

function withDesks(asked: Scenario, { machines }: Fields): Scenario {
  if (isFields(machines) && machines['desks'] !== undefined) return asked
  const needed = Math.min(DESKS_MAX, Math.ceil(asked.machines.isolates / ISOLATES_A_DESK))
  const desks = Math.max(asked.machines.desks, needed)
  return { ...asked, machines: { ...asked.machines, desks } }
}

function fileOf(name: string): string {
  return resolve(SCENARIO_FOLDER, `${name}.json`)
}

/** Undefined when there is no file to read; a scenario is small, and a device is not a file. */
function readText(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

function notFound(source: string, file: string): string {
  const names = standardNames().join(', ')
  return `There is no scenario named ${source}, and no file to read at ${file}: choose ${names}.`
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withSetting(content: Fields, { path, value }: Setting): Fields {
  const [key, ...rest] = path
  if (key === undefined) return content
  if (rest.length === 0) return { ...content, [key]: value }
  const inner = content[key]
  const parent = inner === undefined ? {} : inner
  // What is no object stays as it is: the schema then says so.
  if (!isFields(parent)) return content
  return { ...content, [key]: withSetting(parent, { flag: '', path: rest, value }) }
}

type Issue = z.core.$ZodIssue

/** One sentence: which field or flag, what it is, and what is allowed. */
function faultOf(
  issue: Issue,
  content: unknown,
  settings: readonly Setting[],
  source: string,
): string {
  const field = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const where = field === '' ? '' : `${field}.`
    const unknown = issue.keys.map((key) => `${where}${key}`).join(', ')
    return `${source}: ${unknown}: no such field; there are ${fieldsAt(issue.path, content).join(', ')}.`
  }
  if (issue.code === 'custom') return `${field}: ${issue.message}.`
  const allowed = allowedAt(issue.path, content)
  const setting = settings.find(({ path }) => path.join('.') === field)
  if (setting !== undefined) return `${setting.flag}: ${allowed} is allowed.`
  return `${source}: ${field}: ${allowed} is allowed.`
}

function wrong(message: string): Loaded {
  return { kind: 'wrong', message }
}
