/**
 * What the page of a room shows: one of these. The server renders it for who has no script, and
 * hands it to the page's script, which goes on from there by the same drawing.
 */
import type { DoorAnswer } from '../../core/protocol/door.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'
import type { TransferAnswer } from '../../core/protocol/transfer.ts'

export type RoomView =
  /** No place yet. */
  | { kind: 'outside'; door: DoorAnswer }
  | { kind: 'placed'; poll: PollAnswer }
  | { kind: 'inside'; session: SessionOnWire }
  | { kind: 'let-through'; marked: boolean }
  /** The place has ended: its holder may join again. */
  | { kind: 'over' }
  /** Another tab of this browser follows the place, or another device has it. */
  | { kind: 'moved-away'; to: 'tab' | 'device' }
  /** The code that moves this place to another device. */
  | { kind: 'transfer'; transfer: TransferAnswer }
  /** Somebody came with a code: one button brings the place here. */
  | { kind: 'redeem'; code: string; claimant: string }
  /** Paused, closed, too early, busy: what to do. */
  | { kind: 'refused'; code: string }
  /** The browser keeps no cookies, so no place either. */
  | { kind: 'no-cookies' }
  /** There is no such room any more. */
  | { kind: 'gone' }

/** What only a page with a script knows of itself. */
export type LiveView = {
  /** How it hears of the line at this moment. */
  transport: 'socket' | 'stream' | 'poll'
  /** Nothing was heard for a while, and it keeps trying. */
  isOffline: boolean
  /** The room asked whether anybody is here: the turn is seconds away. */
  isAskedFor: boolean
  /** Whether a turn makes a sound; undefined where none can be made. */
  sound: 'on' | 'off' | undefined
  /** Without cookies the place is this page's alone. */
  isKeptByPageOnly: boolean
  /** How many were ahead when the page first heard: what a bar of progress is measured by. */
  startedAhead: number | undefined
}

/** Without a script the page asks again by itself after so long; 0: its reader stopped that. */
export type RefreshSeconds = number | undefined

/** What the page's forms send, one of these in the field `act`. */
export const roomActs = [
  'join',
  'claim',
  'here',
  'leave',
  'release',
  'move',
  'transfer',
  'redeem',
] as const
export type RoomAct = (typeof roomActs)[number]

/** What a room is, as far as its page shows it: plain values, which the page's script is handed. */
export type RoomFacts = {
  id: string
  /** By language, as are the others. */
  title: Readonly<Record<string, string>>
  /** The seller's own sentence under the title. */
  note?: Readonly<Record<string, string>>
  picture?: { src: string; alt: Readonly<Record<string, string>> }
  /** How many lanes there are: with one, it has no name worth telling. */
  lanes: number
  order: 'arrival' | 'draw'
  mode: 'queue' | 'pass' | 'reject'
  /** Whether a reload costs the place. */
  reload: 'keep' | 'requeue'
  /** Whether the way goes on from here to the seller's shop. */
  hasShop: boolean
}
