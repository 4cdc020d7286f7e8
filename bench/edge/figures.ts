/** The figures of all parts as `--json` names them, and the table in which they meet what is asked. */
import type { Comparison } from '../pairs.ts'
import type { Table } from '../report.ts'
import type { RoomCallFigures } from './room-calls.ts'
import type { IdleFigures } from './idle.ts'
import type { ClaimFigures } from './claims.ts'
import type { GatewayFigures } from './gateway.ts'
import type { OperatingFigures } from './operating.ts'
import type { SocketFigures } from './sockets.ts'
import type { PushFigures } from './freed-slots.ts'
import type { VerifyFigures } from './verifying.ts'
import type { RowFigures } from './waiting.ts'

/** A server against the bare answer: how much of its rate, and how many times its p99. */
export interface Against {
  ratio: number
  p99Ratio: number
  perSecond: number
  barePerSecond: number
  p99Ms: number
  bareP99Ms: number
}

export interface EdgeFigures {
  join?: Against
  /** The mix; each kind of fan by itself beside it. */
  poll?: Against & { kinds: Record<string, Against> }
  roomCalls?: RoomCallFigures
  rowsPerWaitingFan?: number
  rows?: RowFigures
  push?: PushFigures
  idle?: IdleFigures
  sockets?: SocketFigures
  claimsPerSecond?: number
  claims?: ClaimFigures
  verify?: VerifyFigures
  gateway?: GatewayFigures
  operate?: OperatingFigures
}

export function againstBare({ figures, ratios }: Comparison, name: string): Against {
  const of = (who: string, what: string) => figures[who]?.[what]?.median ?? Number.NaN
  const ratio = (what: string) => ratios['bare']?.[what]?.median ?? Number.NaN
  return {
    ratio: ratio('requests/s'),
    p99Ratio: ratio('p99 ms'),
    perSecond: of(name, 'requests/s'),
    barePerSecond: of('bare', 'requests/s'),
    p99Ms: of(name, 'p99 ms'),
    bareP99Ms: of('bare', 'p99 ms'),
  }
}

/** More than this is taken from who is measured, and not from each contender alike. */
const QUIET_CORES = 0.3

/** Says so when somebody else was at work on this machine: then no figure of speed is to be had. */
export function busyNotes(comparisons: Readonly<Record<string, Comparison>>): string[] {
  const turns = Object.values(comparisons).flatMap((comparison) => Object.values(comparison.turns))
  // Kinds of polls share the turns of the bare answer.
  const others = [...new Set(turns.flat())].flatMap((figures) => figures['others CPU, cores'] ?? [])
  const busy = others.filter((cores) => cores > QUIET_CORES).length
  if (busy === 0) return []
  return [
    `In ${busy} of ${others.length} turns others took more than ${QUIET_CORES} of a core: measure again on a quiet machine.`,
  ]
}

interface Asked {
  what: string
  found: number | undefined
  least?: number
  most?: number
}

function asked(figures: EdgeFigures): Asked[] {
  const { join, poll, roomCalls, rows, push, idle, sockets, claims, verify, gateway, operate } =
    figures
  return [
    { what: 'join: rate over the bare answer’s', found: join?.ratio, least: 0.55 },
    { what: 'join: p99 over the bare answer’s', found: join?.p99Ratio, most: 5 },
    { what: 'poll: rate over the bare answer’s', found: poll?.ratio, least: 0.7 },
    {
      what: 'calls to the room at 5,000/s over 1,000/s',
      found: roomCalls?.ratio,
      least: 0.8,
      most: 1.2,
    },
    {
      what: 'the same at 1,000/s over the rehearsal’s',
      found: simulated(roomCalls),
      least: 0.8,
      most: 1.2,
    },
    { what: 'rows written for a fan who only waits', found: rows?.rowsPerWaitingFan, most: 0.01 },
    { what: 'free slot to screen, p50 ms', found: push?.p50Ms, most: 250 },
    { what: 'free slot to screen, p99 ms', found: push?.p99Ms, most: 600 },
    { what: 'join to admitted with nobody waiting, p99 ms', found: idle?.p99Ms, most: 25 },
    { what: 'news to the last socket, ms', found: sockets?.lastMs, most: 1_000 },
    {
      what: 'an operator’s pause to the last socket, ms',
      found: sockets?.pauseLastMs,
      most: 2_000,
    },
    { what: 'memory a socket, bytes', found: sockets?.bytesEach, most: 95_000 },
    { what: 'claims a second', found: claims?.claimsPerSecond, least: 1_000 },
    { what: 'verifyAdmission: rate over the signature’s alone', found: verify?.ratio, least: 0.9 },
    {
      what: '20,000 ended sessions at a verifier, bytes',
      found: verify?.listBytes,
      most: 5_000_000,
    },
    { what: 'the same, bytes a refresh', found: verify?.refreshBytes, most: 50_000 },
    { what: 'gateway: rate over a bare proxy’s', found: gateway?.ratio, least: 0.6 },
    { what: 'gateway: p50 it adds, ms', found: gateway?.addedP50Ms, most: 1 },
    { what: 'a hundred rooms listed, ms', found: operate?.listWorstMs, most: 300 },
    { what: 'live figures, age in ms', found: operate?.figuresOldestMs, most: 2_000 },
    {
      what: 'calls to the room for all who watch, /s',
      found: operate?.roomCallsPerSecond,
      most: 1.1,
    },
  ]
}

function simulated(roomCalls: RoomCallFigures | undefined): number | undefined {
  return roomCalls && roomCalls.at1k / roomCalls.simulatedAt1k
}

/** Only what was measured. */
export function askedTable(figures: EdgeFigures): Table {
  const measured = asked(figures).filter(({ found }) => found !== undefined)
  return {
    caption: 'What is asked, and what was found',
    columns: ['what', 'asked', 'found', ''],
    rows: measured.map(({ what, found = Number.NaN, least, most }) => {
      const holds = found >= (least ?? -Infinity) && found <= (most ?? Infinity)
      return [what, rangeText(least, most), numberText(found), holds ? 'holds' : 'falls short']
    }),
  }
}

function rangeText(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least}–${most}`
  return least === undefined ? `≤ ${most?.toLocaleString('en')}` : `≥ ${least.toLocaleString('en')}`
}

function numberText(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)))
}

/** Every figure under its dotted name. */
export function figuresTable(figures: object): Table {
  return {
    caption: 'All figures',
    columns: ['figure', 'value'],
    rows: dotted('', figures).map(([name, value]) => [name, numberText(value)]),
  }
}

function dotted(prefix: string, value: unknown): [string, number][] {
  if (typeof value === 'number') return [[prefix, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    dotted(prefix === '' ? name : `${prefix}.${name}`, inner),
  )
}
