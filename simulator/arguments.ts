/** What was asked on the command line. Numbers are read here; whether they fit, the schema says. */
import { allowedAt } from './allowed.ts'

/** One field of the scenario that a flag sets, and the flag as it was written. */
export type Setting = {
  readonly flag: string
  readonly path: readonly string[]
  readonly value: number | string
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'schema' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'rehearse'
      /** The name of a standard scenario, or a path. */
      readonly source: string
      readonly settings: readonly Setting[]
      readonly json: boolean
      readonly html: string | undefined
    }

export const USUAL_SCENARIO = 'opening-night'

type Reading = 'number' | 'share'
const VALUES: ReadonlyMap<string, { path: readonly string[]; reading: Reading }> = new Map([
  ['--fans', { path: ['fans'], reading: 'number' }],
  ['--cap', { path: ['cap'], reading: 'number' }],
  ['--rate', { path: ['ratePerSecond'], reading: 'number' }],
  ['--no-show', { path: ['crowd', 'noShow'], reading: 'share' }],
  ['--reload', { path: ['crowd', 'reload'], reading: 'share' }],
  ['--isolates', { path: ['machines', 'isolates'], reading: 'number' }],
  ['--seed', { path: ['seed'], reading: 'number' }],
])
const TEXTS = ['--html', '--scenario']
const ORDERS = ['--draw', '--arrival']
const SWITCHES = [...ORDERS, '--json', '--list', '--schema', '--help']

export function parseCommand(args: readonly string[]): Command {
  const read = readFlags(args)
  if (typeof read === 'string') return { kind: 'wrong', message: read }
  const { flags, names } = read
  if (flags.has('--help')) return { kind: 'help' }
  if (flags.has('--list')) return { kind: 'list' }
  if (flags.has('--schema')) return { kind: 'schema' }
  const [source = USUAL_SCENARIO, ...others] = [...names, ...valuesOf(flags, '--scenario')]
  if (others.length > 0) {
    return { kind: 'wrong', message: `One scenario at a time: leave out ${others.join(' ')}.` }
  }
  const settings = settingsOf(flags)
  if (typeof settings === 'string') return { kind: 'wrong', message: settings }
  const [html] = valuesOf(flags, '--html')
  return { kind: 'rehearse', source, settings, json: flags.has('--json'), html }
}

type Flags = ReadonlyMap<string, string>

/** The flags with their values, and what is no flag; or a sentence on what is wrong. */
function readFlags(args: readonly string[]): { flags: Flags; names: readonly string[] } | string {
  const flags = new Map<string, string>()
  const names: string[] = []
  const left = args.map((arg) => (arg === '-h' ? '--help' : arg))
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '') return 'An argument is empty: name a scenario or leave it out.'
    if (!arg.startsWith('-')) {
      names.push(arg)
      continue
    }
    const equals = arg.indexOf('=')
    const flag = equals === -1 ? arg : arg.slice(0, equals)
    const isSwitch = SWITCHES.includes(flag)
    if (!isSwitch && !VALUES.has(flag) && !TEXTS.includes(flag)) return unknownFlag(flag)
    if (flags.has(flag)) return `${flag} is given twice: leave one out.`
    if (isSwitch && equals !== -1) return `${flag} takes no value.`
    const next = equals === -1 ? nextValue(left) : arg.slice(equals + 1)
    if (!isSwitch && (next === undefined || next === '')) return needsValue(flag)
    if (!isSwitch && equals === -1) left.shift()
    flags.set(flag, isSwitch ? '' : (next ?? ''))
  }
  return { flags, names }
}

/** A flag is no value, so that one that lacks its value does not swallow the next. */
function nextValue([next]: readonly string[]): string | undefined {
  return next?.startsWith('--') === true ? undefined : next
}

function settingsOf(flags: Flags): Setting[] | string {
  const orders = ORDERS.filter((flag) => flags.has(flag))
  if (orders.length > 1) return '--draw and --arrival exclude each other: choose one.'
  const settings: Setting[] = orders.map((flag) => ({
    flag,
    path: ['order'],
    value: flag.slice(2),
  }))
  for (const [flag, { path, reading }] of VALUES) {
    const text = flags.get(flag)
    if (text === undefined) continue
    const value = reading === 'share' ? readShare(text) : readNumber(text)
    if (value === undefined) return `${flag} ${text}: ${allowedFor(path, reading)} is allowed.`
    settings.push({ flag: `${flag} ${text}`, path, value })
  }
  return settings
}

function allowedFor(path: readonly string[], reading: Reading): string {
  if (reading === 'share') return 'a share from 0 to 1, or a percentage such as 15%,'
  return allowedAt(path, {})
}

function readNumber(text: string): number | undefined {
  const value = /^\d+(\.\d+)?(e\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

/** 0.15, 15% and 15 are the same; 1 is everybody. */
function readShare(text: string): number | undefined {
  const percent = text.endsWith('%')
  const value = readNumber(percent ? text.slice(0, -1) : text)
  if (value === undefined || value > 100) return undefined
  if (percent) return value / 100
  if (value <= 1) return value
  return Number.isInteger(value) ? value / 100 : undefined
}

function valuesOf(flags: Flags, flag: string): string[] {
  const value = flags.get(flag)
  return value === undefined ? [] : [value]
}

function needsValue(flag: string): string {
  const number = VALUES.get(flag)
  if (number !== undefined) {
    return `${flag} takes a value: ${allowedFor(number.path, number.reading)} is allowed.`
  }
  return flag === '--html'
    ? '--html takes the name of a file.'
    : '--scenario takes a name or a path.'
}

function unknownFlag(flag: string): string {
  const known = [...VALUES.keys(), ...TEXTS, ...SWITCHES].join(', ')
  return `There is no flag ${flag}: choose from ${known}.`
}
