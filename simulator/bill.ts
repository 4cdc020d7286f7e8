/**
 * What a sale costs by the platform's list prices. Nothing that a plan includes is taken off, and
 * no plan's monthly fee is added: it is the price of the sale alone.
 */
import type { BillLine, Result } from './result.ts'

/** What was counted of the things that cost money. */
export type Counted = {
  readonly requests: Result['requests']
  /** Calls from the Worker or another object, each socket's opening among them. */
  readonly objectCalls: number
  /** Messages that fans sent over sockets. Pings that are answered without waking cost nothing. */
  readonly socketMessages: number
  /** Seconds that objects were awake, summed over all of them. */
  readonly objectSeconds: number
  readonly rowsWritten: number
  /** Writes, reads and deletes of events: one event a lease or a segment's tick, never one a fan. */
  readonly queueOperations: number
}

const USD_PER_MILLION = {
  requests: 0.3,
  cpuMs: 0.02,
  objectRequests: 0.15,
  gbSeconds: 12.5,
  rowsWritten: 1,
  queueOperations: 0.4,
} as const

/** Twenty messages that come in over a socket are billed as one request. */
const MESSAGES_A_REQUEST = 20
/** An object is billed for the 128 MB it may use, not for what it uses. */
const GB_AN_OBJECT = 0.128

/**
 * Milliseconds of a core that a request takes: the reciprocal of how many one core of one workerd
 * answers in a second. A join signed from a number lease 13,500; a poll answered from the held
 * document 17,000; a claim and a socket's opening, each one object call, 10,800; others 18,000.
 */
const CPU_MS = { joins: 0.075, polls: 0.06, claims: 0.093, sockets: 0.093, other: 0.056 } as const

/** What costs most comes first. */
export function billOf(counted: Counted): Result['bill'] {
  const { requests } = counted
  const { joins, polls, claims, sockets, other } = requests
  const messages = counted.socketMessages / MESSAGES_A_REQUEST
  const lines = [
    line('Worker requests', joins + polls + claims + sockets + other, 'requests', 'requests'),
    line('Worker CPU', cpuMsOf(requests), 'ms', 'cpuMs'),
    line('Object requests', counted.objectCalls + messages, 'requests', 'objectRequests'),
    line('Object duration', counted.objectSeconds * GB_AN_OBJECT, 'GB-s', 'gbSeconds'),
    line('Rows written', counted.rowsWritten, 'rows', 'rowsWritten'),
    line('Queue operations', counted.queueOperations, 'operations', 'queueOperations'),
  ].toSorted((a, b) => b.usd - a.usd)
  return { lines, totalUsd: lines.reduce((sum, { usd }) => sum + usd, 0) }
}

function cpuMsOf({ joins, polls, claims, sockets, other }: Result['requests']): number {
  return (
    joins * CPU_MS.joins +
    polls * CPU_MS.polls +
    claims * CPU_MS.claims +
    sockets * CPU_MS.sockets +
    other * CPU_MS.other
  )
}

function line(
  what: string,
  quantity: number,
  unit: string,
  price: keyof typeof USD_PER_MILLION,
): BillLine {
  const usdPerMillion = USD_PER_MILLION[price]
  return { what, quantity, unit, usdPerMillion, usd: (quantity * usdPerMillion) / 1_000_000 }
}
