/** Says in words what the scenario's schema allows at a place, so that no limit is said twice. */
import { z } from 'zod'
import { scenario } from './scenario.ts'

export type Path = readonly PropertyKey[]

const node = z.object({
  type: z.string().optional(),
  const: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  get properties() {
    return z.record(z.string(), node).optional()
  },
  get items() {
    return node.optional()
  },
  get oneOf() {
    return z.array(node).optional()
  },
})
type Node = z.infer<typeof node>

/** The schema of a scenario file, for editors. */
export function fileSchema(): object {
  return z.toJSONSchema(scenario, { io: 'input' })
}

const root = node.parse(fileSchema())

/** What may stand at the path, in words. The value in full says which kind of event is meant. */
export function allowedAt(path: Path, whole: unknown): string {
  const found = nodeAt(path, whole)
  return found === undefined ? 'nothing' : wordsFor(found)
}

/** The fields of the object at the path. */
export function fieldsAt(path: Path, whole: unknown): readonly string[] {
  return Object.keys(nodeAt(path, whole)?.properties ?? {}).filter((name) => name !== '$schema')
}

function nodeAt(path: Path, whole: unknown): Node | undefined {
  let at: Node | undefined = root
  let value = whole
  for (const key of path) {
    value = valueIn(value, key)
    const child: Node | undefined =
      typeof key === 'number' ? at?.items : at?.properties?.[String(key)]
    at = child?.oneOf === undefined ? child : kindOf(child.oneOf, value)
  }
  return at
}

function kindOf(kinds: readonly Node[], value: unknown): Node {
  const kind = valueIn(value, 'kind')
  const names = kinds.flatMap(({ properties }) => properties?.['kind']?.const ?? [])
  const found = kinds.find(({ properties }) => properties?.['kind']?.const === kind)
  return found ?? { type: 'object', properties: { kind: { enum: names } } }
}

function valueIn(value: unknown, key: PropertyKey): unknown {
  const parent = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).safeParse(value)
  if (!parent.success) return undefined
  if (Array.isArray(parent.data)) return parent.data[Number(key)]
  return parent.data[String(key)]
}

function wordsFor(found: Node): string {
  const { type, minimum, exclusiveMinimum, maximum, pattern, maxLength, minItems, maxItems } = found
  if (found.const !== undefined) return found.const
  if (found.enum !== undefined) return `one of ${found.enum.join(', ')}`
  if (type === 'integer' || type === 'number') {
    const noun = type === 'integer' ? 'a whole number' : 'a number'
    if (exclusiveMinimum !== undefined) {
      return `${noun} above ${exclusiveMinimum}, up to ${digits(maximum)}`
    }
    return `${noun} from ${digits(minimum)} to ${digits(maximum)}`
  }
  if (type === 'array') return `a list of ${minItems ?? 0} to ${maxItems}`
  if (type !== 'string') return `an object with ${Object.keys(found.properties ?? {}).join(', ')}`
  if (pattern !== undefined) return 'a name of small letters, digits and hyphens'
  return maxLength === undefined ? 'a text' : `a text of at most ${maxLength} characters`
}

/** The slowest rate is one in ten minutes: four digits are enough to know it by. */
function digits(value: number | undefined): string {
  if (value === undefined) return 'any'
  return value < 1 ? String(Number(value.toPrecision(4))) : value.toLocaleString('en-US')
}
