/**
 * What each fan was told, and when: the crowd's own book, from which the rules are checked after
 * the run. Instants named `…Ms` without further word are the crowd's; `serverMs` are the server's.
 */
import type { FanStatusOnWire } from '../core/protocol/fan-status.ts'
import type { Ending } from './fan-events.ts'
import type { Transport } from './transports.ts'

/** An exchange: what was answered was true at some instant between the two. */
export type Span = { readonly sentMs: number; readonly receivedMs: number }

export type Place = {
  readonly lane: string
  readonly number: number
  readonly position: number
  readonly generation: number
}

/** Told of a place by a join or a status, for the first time or again. */
export type PlaceTold = Span & { readonly place: Place; readonly isNew: boolean }

export type TurnTold = {
  readonly turn: number
  readonly toldMs: number
  readonly deadlineServerMs: number
  /** The server's clock when it was said. */
  readonly saidServerMs: number
}

export type SessionTold = Span & {
  readonly sessionId: string
  readonly untilServerMs: number
  readonly tokenUntilServerMs: number
  readonly by: 'join' | 'claim' | 'poll' | 'renew'
}

/** sent before the answer, which may never have come. */
type Said = {
  readonly what: 'claim' | 'here' | 'leave' | 'release'
  readonly sentMs: number
}

export type StatusTold = Span & {
  readonly by: Transport
  readonly presentAhead: number
  readonly isEstimate: boolean
  readonly atMostAhead: number
  readonly position: number
  readonly standing: FanStatusOnWire['standing']
  readonly phase: FanStatusOnWire['phase']
  readonly ratePerSecond: number
  readonly asOfServerMs: number
  readonly nowServerMs: number
}

/** From when a socket or stream was open to when it was known not to be. */
type Connected = { readonly openedMs: number; closedMs: number }

export type FanRecord = {
  readonly fan: number
  readonly transport: Transport
  readonly places: PlaceTold[]
  readonly turns: TurnTold[]
  readonly sessions: SessionTold[]
  readonly said: Said[]
  /** When the fan was told, or could know, that a turn was missed. */
  readonly lapsesMs: number[]
  readonly statuses: StatusTold[]
  readonly connections: Connected[]
  /** Refusals of the place itself. */
  readonly refusals: { readonly code: string; readonly receivedMs: number }[]
  ending: Ending | undefined
  endedMs: number | undefined
}

/** All of it, and what the room publishes or its operator says. */
export type CrowdRecord = {
  readonly fans: readonly FanRecord[]
  /** R3's window, from the room's document; undefined when it could not be read. */
  readonly orderWindowMs: number | undefined
  /** Not published: given on the command line. */
  readonly cap: number | undefined
  /** Periods in which the server was not there, or answered nobody. */
  readonly outages: readonly { readonly fromMs: number; readonly toMs: number }[]
}

export function newRecord(fan: number, transport: Transport): FanRecord {
  return {
    fan,
    transport,
    places: [],
    turns: [],
    sessions: [],
    said: [],
    lapsesMs: [],
    statuses: [],
    connections: [],
    refusals: [],
    ending: undefined,
    endedMs: undefined,
  }
}
