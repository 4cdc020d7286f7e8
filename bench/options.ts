import { parseArgs } from 'node:util'
import { LIMITS } from './http/run-spec.ts'

/** What a person may set on the command line; every bench says which of these it heeds. */
export interface Options {
  pairs: number
  seconds: number
  connections: number
  /** Rough figures, soon. */
  quick?: boolean
  /** What is stored is stored on disk, and not in memory. */
  disk?: boolean
  /** The parts to measure; all of them when left out. */
  only?: readonly string[]
  /** A file that describes another server to measure. */
  target?: string
}
export type OptionName = keyof Options
type NumberName = 'pairs' | 'seconds' | 'connections'

export type Command =
  | { kind: 'list' }
  | { kind: 'run'; bench: string; json: boolean; options: Options }
  | { kind: 'wrong'; message: string }

const NUMBERS: Readonly<Record<NumberName, { usual: number; most: number; whole: boolean }>> = {
  pairs: { usual: 5, most: 100, whole: true },
  seconds: { usual: 3, most: LIMITS.seconds, whole: false },
  connections: { usual: 64, most: LIMITS.connections, whole: true },
}
const TEXTS = ['only', 'target']

/** `heeded` says, for each bench there is, which options change anything about it. */
export function parseCommand(
  args: readonly string[],
  heeded: ReadonlyMap<string, readonly OptionName[]>,
): Command {
  const { values, positionals } = parseArgs({
    args: joinValues(args),
    strict: false,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, disk: { type: 'boolean' } },
  })
  const [bench, ...others] = positionals
  if (bench === undefined && Object.keys(values).length === 0) return { kind: 'list' }
  if (bench === undefined) return wrong('Name a bench: call without anything for a list.')
  const names = heeded.get(bench)
  if (names === undefined) {
    return wrong(`There is no bench named ${bench}: choose ${[...heeded.keys()].join(', ')}.`)
  }
  const { json = false, ...given } = values
  if (typeof json !== 'boolean') return wrong('--json takes no value.')
  const options = usualOptions()
  for (const [name, value] of Object.entries(given)) {
    const known = names.find((other) => other === name)
    if (known === undefined) return wrong(unknownFlag(bench, name, names))
    const fault = setOption(options, known, value)
    if (fault !== undefined) return wrong(fault)
  }
  if (others.length > 0) return wrong(`One bench at a time: leave out ${others.join(' ')}.`)
  return { kind: 'run', bench, json, options }
}

/** Answers what is wrong with the value, if anything is. */
function setOption(options: Options, name: OptionName, value: unknown): string | undefined {
  if (name === 'quick' || name === 'disk') {
    if (value !== true) return `--${name} takes no value.`
    options[name] = true
  } else if (name === 'only') {
    if (typeof value !== 'string' || value === '')
      return '--only takes names of parts, a comma between.'
    options.only = value.split(',')
  } else if (name === 'target') {
    if (typeof value !== 'string' || value === '') return '--target takes the path of a file.'
    options.target = value
  } else {
    const number = numberFor(name, value)
    if (number === undefined) return rangeOf(name)
    options[name] = number
  }
  return undefined
}

/** `--pairs 5` as `--pairs=5`: a flag nobody knows must not swallow the name of the bench. */
function joinValues(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)?.slice(2)
    const takesValue =
      before !== undefined && (Object.hasOwn(NUMBERS, before) || TEXTS.includes(before))
    if (takesValue && !arg.startsWith('--')) joined[joined.length - 1] += `=${arg}`
    else joined.push(arg)
  }
  return joined
}

function usualOptions(): Options {
  const { pairs, seconds, connections } = NUMBERS
  return { pairs: pairs.usual, seconds: seconds.usual, connections: connections.usual }
}

function numberFor(name: NumberName, value: unknown): number | undefined {
  const { most, whole } = NUMBERS[name]
  const number = typeof value === 'string' && /^[0-9.]+$/.test(value) ? Number(value) : Number.NaN
  const fits = number > 0 && number <= most && (!whole || Number.isInteger(number))
  return fits ? number : undefined
}

function rangeOf(name: NumberName): string {
  const { most, whole } = NUMBERS[name]
  const range = whole ? `a whole number from 1 to ${most}` : `a number above 0, up to ${most}`
  return `--${name} takes ${range}.`
}

function unknownFlag(bench: string, flag: string, names: readonly string[]): string {
  const known = [...names, 'json'].map((name) => `--${name}`).join(', ')
  return `The bench ${bench} has no flag --${flag}: it takes ${known}.`
}

function wrong(message: string): Command {
  return { kind: 'wrong', message }
}
