/**
 * The place token: which number its holder has (R5). It is proof enough for a poll, a claim, a
 * return after a crash; so it is refused only for a reason that says what to do, and never
 * because some part of ours is behind.
 */
import { z } from 'zod'
import { GENERATION_MAX, VERIFIER_SKEW_MS } from '../queue/limits.ts'
import { NAME_MAX_CHARS, NUMBER_MAX, PLACE_VERSION, PLACE_VERSION_OLDEST } from './limits.ts'
import { refused, type PlaceRefusal, type Refused } from './refusals.ts'
import type { SignatureCheck } from './signature.ts'

const name = z.string().min(1).max(NAME_MAX_CHARS)

/** Short keys: the token rides on every request. Only the version's key may never change. */
const placePayload = z.object({
  /** Version. */
  v: z.int().min(PLACE_VERSION_OLDEST).max(PLACE_VERSION),
  /** Room. */
  r: name,
  /** Epoch: nothing of an earlier life of the room is mistaken for this one. */
  e: name,
  /** Lane. */
  l: name,
  /** Arrival number. */
  n: z.int().min(0).max(NUMBER_MAX),
  /** Generation: how often the place has moved to another page or device. */
  g: z.int().min(0).max(GENERATION_MAX),
  /** Issued at, in milliseconds. */
  t: z.int().nonnegative(),
  /** The document whose reload took this number, where a reload costs the place (R5). */
  d: name.exactOptional(),
  /** Subject: a hash of the device or account, where the room keeps one place a person (R7). */
  s: name.exactOptional(),
})
export type PlacePayload = z.infer<typeof placePayload>

const anyVersion = z.object({ v: z.int().nonnegative() })

export type Place = {
  readonly room: string
  readonly epoch: string
  readonly lane: string
  readonly number: number
  readonly generation: number
  readonly issuedAtMs: number
  readonly subject: string | undefined
  readonly reloaded?: string | undefined
}

/** What a shell hands to be signed. */
export function payloadOf(place: Place): PlacePayload {
  const { room: r, epoch: e, lane: l, number: n, generation: g, issuedAtMs: t, subject } = place
  const { reloaded } = place
  return {
    v: PLACE_VERSION,
    r,
    e,
    l,
    n,
    g,
    t,
    ...(reloaded !== undefined && { d: reloaded }),
    ...(subject !== undefined && { s: subject }),
  }
}

export type PlaceFacts = { readonly payload: unknown; readonly signature: SignatureCheck }

export type PlaceExpected = {
  readonly room: string
  readonly epoch: string
  /** Epochs whose draw was void: their places are kept (R9). */
  readonly keptEpochs: readonly string[]
  /** The lanes in the room's document; one may have been added since. */
  readonly lanes: readonly string[]
  /** Who asks, where the room keeps one place a person; else undefined (R7). */
  readonly subject: string | undefined
  /** The generation in the segment's document, where there is one at hand. */
  readonly generation: number | undefined
  /** The fan left, or their session ended. One who is in the shop still has their place. */
  readonly isOver: boolean
}

export type PlaceOutcome = { readonly kind: 'place'; readonly place: Place } | Refused<PlaceRefusal>

export function readPlace(facts: PlaceFacts, expected: PlaceExpected, nowMs: number): PlaceOutcome {
  if (facts.signature === 'unreadable') return refused('place-malformed')
  if (facts.signature === 'unknown-key') return refused('place-unknown-key')
  if (facts.signature === 'bad') return refused('place-bad-signature')
  const payload = placePayload.safeParse(facts.payload)
  if (!payload.success) return refused(unreadable(facts.payload))
  const place = placeOf(payload.data)
  const reason =
    otherPlace(place, expected) ??
    newerThanKnown(place, expected, nowMs) ??
    noLonger(place, expected)
  return reason === undefined ? { kind: 'place', place } : refused(reason)
}

/** Of another version of ours, or none at all. */
function unreadable(payload: unknown): PlaceRefusal {
  const version = anyVersion.safeParse(payload).data?.v
  if (version === undefined) return 'place-malformed'
  if (version < PLACE_VERSION_OLDEST) return 'place-too-old-version'
  return version > PLACE_VERSION ? 'place-newer-version' : 'place-malformed'
}

function placeOf({ r, e, l, n, g, t, s, d }: PlacePayload): Place {
  const place = { room: r, epoch: e, lane: l, number: n, generation: g, issuedAtMs: t, subject: s }
  return d === undefined ? place : { ...place, reloaded: d }
}

function otherPlace(place: Place, expected: PlaceExpected): PlaceRefusal | undefined {
  if (place.room !== expected.room) return 'place-other-room'
  if (place.epoch !== expected.epoch && !expected.keptEpochs.includes(place.epoch)) {
    return 'place-other-epoch'
  }
  if (expected.subject !== undefined && place.subject !== expected.subject) {
    return 'place-other-subject'
  }
  return undefined
}

/** No forgery, since we signed it: a document here is a second old, or a clock is behind. */
function newerThanKnown(
  place: Place,
  { lanes, generation }: PlaceExpected,
  nowMs: number,
): PlaceRefusal | undefined {
  if (!lanes.includes(place.lane)) return 'place-unknown-lane'
  if (place.issuedAtMs > nowMs + VERIFIER_SKEW_MS) return 'place-from-the-future'
  const isAhead = generation !== undefined && place.generation > generation
  return isAhead ? 'place-from-the-future' : undefined
}

/** One that has ended cannot be taken back: that is said first. */
function noLonger(place: Place, { generation, isOver }: PlaceExpected): PlaceRefusal | undefined {
  if (isOver) return 'place-gone'
  const isBehind = generation !== undefined && place.generation < generation
  return isBehind ? 'place-superseded' : undefined
}
