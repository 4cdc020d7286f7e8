import type { Child } from 'hono/jsx'
import type { FanStatusOnWire } from '../../../core/protocol/fan-status.ts'
import type { NewsOnWire } from '../../../core/protocol/news.ts'

/** One state of a fan's way, as it stands on the ticket. */
export type Scene = {
  /** The state in a few words. */
  heading: string
  /** The room's phase, where it is known. */
  phase?: FanStatusOnWire['phase']
  /** Which step of the way it is. */
  step?: 'join' | 'wait' | 'turn' | 'shop'
  /** Of the minute before a deadline, how much is left: what the ring in the drawing shows. */
  leftPercent?: number
  /** Something is to be done before a deadline: it looks like it. */
  isUrgent?: boolean
  body?: Child
  /** The part of the ticket that is kept. */
  stub?: Child
  news?: readonly NewsOnWire[]
  /** Under the ticket: what can be done besides. */
  below?: Child
  /** When anything was last heard, for a page that has lost its connection. */
  heardAtMs?: number
}
