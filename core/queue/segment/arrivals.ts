/**
 * Signs of life: joins that a desk accounts for, pings, polls, connections, "I'm here". Each
 * makes fans present, and whoever is present may be offered a slot that lies spare (the float).
 */
import { bitsOf, equal, has, isEmpty, minus, unionOf, type Bits } from '../bits.ts'
import { withBit, withBits, withoutBit } from '../bits.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import { clipRanges, type Ranges } from '../ranges.ts'
import { advance } from './advance.ts'
import { at } from './columns.ts'
import type { Step } from './effects.ts'
import { presentBits, seen } from './presence.ts'
import { answered, heardSince, noLongerSilent, silenceCounts } from './probes.ts'
import { changed, firstPosition, offsetOf, type Segment } from './segment.ts'
import { offerSpare } from './slots.ts'

/** Pings, polls and answers to "still there?": fans seen at an instant, by position. */
export function fansSeen(
  segment: Segment,
  positions: readonly number[],
  seenAtMs: number,
  nowMs: number,
): Step {
  const moved = advance(segment, nowMs)
  const here = bitsOf(
    segment.span,
    positions.map((position) => offsetOf(segment, position)),
  )
  return withEffects(moved, arrive(moved.segment, here, seenAtMs, nowMs))
}

/** A desk's account by arrival numbers, where positions are the numbers themselves. */
export function hearNumbers(segment: Segment, account: NumbersAccount, nowMs: number): Step {
  const moved = advance(segment, nowMs)
  const voids = offsetsIn(segment, account.unused)
  const free = voids.filter((offset) => !holdsTurn(moved.segment, offset))
  const gone = withBits(moved.segment.gone, free)
  const voided = equal(gone, moved.segment.gone) ? moved.segment : changed(moved.segment, { gone })
  const said = bitsOf(segment.span, offsetsIn(segment, account.used))
  const fresh = minus(said, voided.joined)
  const heard = { ...voided, joined: unionOf(segment.span, [voided.joined, fresh]) }
  return withEffects(moved, arrive(heard, fresh, nowMs, nowMs))
}

/** A lapsed fan says so deliberately: they are present again, at their old position (R4). */
export function imHere(segment: Segment, position: number, nowMs: number): Step {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const back = has(moved.segment.lapsed, offset)
    ? changed(moved.segment, { lapsed: withoutBit(moved.segment.lapsed, offset) })
    : moved.segment
  return withEffects(moved, arrive(back, bitsOf(segment.span, [offset]), nowMs, nowMs))
}

export function connect(segment: Segment, position: number, nowMs: number): Step {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const connected = withBit(moved.segment.memory.connected, offset)
  const online = { ...moved.segment, memory: { ...moved.segment.memory, connected } }
  return withEffects(moved, arrive(online, bitsOf(segment.span, [offset]), nowMs, nowMs))
}

/** A lost connection may be a reload: silence counts from now, and five seconds are enough. */
export function disconnect(segment: Segment, position: number, nowMs: number): Step {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const { memory } = moved.segment
  if (!has(memory.connected, offset)) return moved
  const connected = withoutBit(memory.connected, offset)
  const offline = { ...moved.segment, memory: { ...memory, connected } }
  return { segment: silenceCounts(offline, [offset], nowMs), effects: moved.effects }
}

function arrive(segment: Segment, here: Bits, seenAtMs: number, nowMs: number): Step {
  const awake = heardSince(minus(here, segment.lapsed), segment.memory.silentSinceMs, seenAtMs)
  if (isEmpty(awake)) return { segment, effects: [] }
  const presence = seen(segment.presence, awake, seenAtMs, nowMs)
  const same = equal(presentBits(presence), presentBits(segment.presence))
  const present = same ? { ...segment, presence } : changed(segment, { presence })
  return offerSpare(answered(noLongerSilent(present, awake), awake, seenAtMs), nowMs)
}

function offsetsIn(segment: Segment, numbers: Ranges): number[] {
  const first = firstPosition(segment)
  const offsets: number[] = []
  for (const { from, to } of clipRanges(numbers, first, first + segment.span)) {
    for (let number = from; number < to; number += 1) offsets.push(number - first)
  }
  return offsets
}

function holdsTurn(segment: Segment, offset: number): boolean {
  return at(segment.offerUntilMs, offset) > 0 || at(segment.sessionUntilMs, offset) > 0
}

function withEffects(before: Step, after: Step): Step {
  return { segment: after.segment, effects: [...before.effects, ...after.effects] }
}
