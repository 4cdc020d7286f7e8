/** What was asked on the command line, or a sentence on what is wrong with it. */
import { parseArgs } from 'node:util'
import { USUAL_MANNERS, type Manners } from './manners.ts'
import { readShares, sharesText, USUAL_SHARES, type Shares } from './transports.ts'

export type Asked = {
  readonly kind: 'run'
  readonly url: string
  readonly room: string
  readonly lane: string | undefined
  readonly fans: number
  readonly perSecond: number
  /** At the longest; a crowd that is not done by then has fans unserved. */
  readonly seconds: number
  readonly seed: number
  readonly cap: number | undefined
  readonly json: boolean
  /** A file for all that fans were told. */
  readonly recordFile: string | undefined
  readonly forever: boolean
  readonly manners: Manners
}
export type Command =
  | Asked
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }

type Bounds = {
  readonly usual?: number
  readonly least: number
  readonly most: number
  readonly whole: boolean
}
const whole = (least: number, most: number, usual?: number): Bounds => {
  return { least, most, whole: true, ...(usual === undefined ? {} : { usual }) }
}
const NUMBERS = {
  fans: whole(1, 15_000, 2_000),
  'per-second': { least: 0.01, most: 5_000, whole: false },
  seconds: whole(1, 86_400, 900),
  seed: whole(0, 1_000_000, 1),
  cap: whole(0, 1_000_000),
} as const satisfies Record<string, Bounds>

const SHARE = { least: 0, most: 1, whole: false } as const
const SECONDS = { least: 0, most: 864_000, whole: false } as const
type NumberManner = Exclude<keyof Manners, 'transports'>
const MANNERS: Readonly<Record<string, { readonly of: NumberManner; readonly bounds: Bounds }>> = {
  'no-shows': { of: 'noShows', bounds: SHARE },
  'come-backs': { of: 'comeBacks', bounds: SHARE },
  reloads: { of: 'reloads', bounds: SHARE },
  'lost-sockets': { of: 'lostSockets', bounds: SHARE },
  leavers: { of: 'leavers', bounds: SHARE },
  patience: { of: 'patienceSeconds', bounds: SECONDS },
  shopping: { of: 'shoppingSeconds', bounds: SECONDS },
  'silent-goers': { of: 'silentGoers', bounds: SHARE },
  'clock-error': { of: 'clockErrorSeconds', bounds: SECONDS },
}
const TEXTS = {
  url: `http://127.0.0.1:${process.env['PORT'] ?? 8787}`,
  room: 'demo',
  lane: undefined,
  record: undefined,
  transports: undefined,
} as const
const SWITCHES = ['json', 'forever', 'help'] as const

/** Without a rate, all of them come within twenty seconds. */
const USUAL_ARRIVAL_SECONDS = 20

export function readCommand(args: readonly string[]): Command {
  const given = readFlags(args)
  if (typeof given === 'string') return wrong(given)
  if (given.has('help')) return { kind: 'help' }
  const numbers = numbersIn(given)
  if (typeof numbers === 'string') return wrong(numbers)
  const manners = mannersIn(given)
  if (typeof manners === 'string') return wrong(manners)
  const url = given.get('url') ?? TEXTS.url
  if (!isOrigin(url)) return wrong(`--url ${url}: an address such as ${TEXTS.url} is allowed.`)
  const fans = numbers.get('fans') ?? NUMBERS.fans.usual ?? 0
  return {
    kind: 'run',
    url,
    room: given.get('room') ?? TEXTS.room,
    lane: given.get('lane'),
    fans,
    perSecond: numbers.get('per-second') ?? fans / USUAL_ARRIVAL_SECONDS,
    seconds: numbers.get('seconds') ?? NUMBERS.seconds.usual ?? 0,
    seed: numbers.get('seed') ?? NUMBERS.seed.usual ?? 0,
    cap: numbers.get('cap'),
    recordFile: given.get('record'),
    json: given.has('json'),
    forever: given.has('forever'),
    manners,
  }
}

type Flags = ReadonlyMap<string, string>

function readFlags(args: readonly string[]): Flags | string {
  const valued = [...Object.keys(NUMBERS), ...Object.keys(MANNERS), ...Object.keys(TEXTS)]
  const options = Object.fromEntries([
    ...valued.map((name) => [name, { type: 'string' as const }]),
    ...SWITCHES.map((name) => [name, { type: 'boolean' as const }]),
  ])
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true })
    return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]))
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : '').split('. ')
    return `${sentence}: npm run crowd -- --help lists what there is.`
  }
}

function numbersIn(given: Flags): ReadonlyMap<string, number> | string {
  const numbers = new Map<string, number>()
  for (const [name, bounds] of Object.entries<Bounds>(NUMBERS)) {
    const number = numberIn(given, name, bounds)
    if (typeof number === 'string') return number
    if (number !== undefined) numbers.set(name, number)
  }
  return numbers
}

function mannersIn(given: Flags): Manners | string {
  const transports = sharesIn(given)
  if (typeof transports === 'string') return transports
  const manners: { -readonly [K in NumberManner]: number } = { ...USUAL_MANNERS }
  for (const [name, { of, bounds }] of Object.entries(MANNERS)) {
    const number = numberIn(given, name, bounds)
    if (typeof number === 'string') return number
    if (number !== undefined) manners[of] = number
  }
  return { ...manners, transports }
}

function sharesIn(given: Flags): Shares | string {
  const text = given.get('transports')
  if (text === undefined) return USUAL_SHARES
  const example = sharesText(USUAL_SHARES)
  return readShares(text) ?? `--transports ${text}: percents, 100 together, as ${example}.`
}

function numberIn(given: Flags, name: string, bounds: Bounds): number | string | undefined {
  const text = given.get(name)
  if (text === undefined) return undefined
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  const { least, most } = bounds
  if (number >= least && number <= most && (!bounds.whole || Number.isInteger(number)))
    return number
  return `--${name} ${text}: a ${bounds.whole ? 'whole number' : 'number'} from ${least} to ${most} is allowed.`
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/'
}

function wrong(message: string): Command {
  return { kind: 'wrong', message }
}
