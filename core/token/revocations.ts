/**
 * A verifier's list of ended sessions. Taking a delta is a union with the greater cursor and the
 * greater instants, so that repeats and reorders change nothing, and a loss is seen as a gap.
 * Nothing is ever dropped to make room: a list that cannot grow grows old instead (R10).
 */
import { REVOCATIONS_MAX, VERIFIER_SKEW_MS } from '../queue/limits.ts'
import type { RevocationDelta } from './delta.ts'
import { LIST_MAX_AGE_MS } from './limits.ts'
import { refused, type DeltaRefusal, type Refused } from './refusals.ts'

export type RevocationList = {
  readonly epoch: string
  /** Every entry up to this number was heard. */
  readonly cursor: number
  /** Everything ended up to this instant is in the list, or dead by its own end. */
  readonly asOfMs: number
  /** The latest the signer's clock was heard to say. */
  readonly signedAtMs: number
  /** As of the same instant there was no line: who has no token passes, marked. */
  readonly noLine: boolean
  /** By session, the end of its last token. */
  readonly untilMsOf: ReadonlyMap<string, number>
}

export type Applied =
  | { readonly kind: 'list'; readonly list: RevocationList }
  | Refused<Extract<DeltaRefusal, `revocations-${'other-epoch' | 'gap' | 'older' | 'too-many'}`>>

/** Without a list, a delta from 0 begins one, of whichever epoch the room is in. */
export function applyDelta(list: RevocationList | undefined, delta: RevocationDelta): Applied {
  const before = list ?? emptyList(delta.epoch)
  if (delta.epoch !== before.epoch) {
    return refused(
      delta.signedAtMs > before.signedAtMs ? 'revocations-other-epoch' : 'revocations-older',
    )
  }
  if (delta.from > before.cursor) return refused('revocations-gap')
  if (list !== undefined && tellsNothing(list, delta)) return refused('revocations-older')
  const signedAtMs = Math.max(before.signedAtMs, delta.signedAtMs)
  const untilMsOf = merged(before.untilMsOf, delta.entries, signedAtMs)
  if (untilMsOf.size > REVOCATIONS_MAX) return refused('revocations-too-many')
  return {
    kind: 'list',
    list: {
      epoch: before.epoch,
      cursor: Math.max(before.cursor, delta.to),
      asOfMs: Math.max(before.asOfMs, provenAsOfMs(delta)),
      signedAtMs,
      // Of two words the later counts, and a page with more behind it is not the last of them.
      noLine: delta.signedAtMs >= before.signedAtMs ? delta.noLine : before.noLine,
      untilMsOf,
    },
  }
}

export function isRevoked({ untilMsOf }: RevocationList, sessionId: string): boolean {
  return untilMsOf.has(sessionId)
}

/** At this age something ended may be missing that must be dead everywhere by now (R8). */
export function isTooOld({ asOfMs }: RevocationList, nowMs: number): boolean {
  return nowMs - asOfMs >= LIST_MAX_AGE_MS
}

/**
 * The signer's time now, however wrong a verifier's own clock is: R8's 5 s are as good as the
 * clock they are counted by. Counted from before the delta that said `signedAtMs` was asked for,
 * the result is never early, and late by the way there at most.
 */
export function signersNowMs({ signedAtMs }: RevocationList, sinceAskedMs: number): number {
  return signedAtMs + sinceAskedMs
}

function emptyList(epoch: string): RevocationList {
  return { epoch, cursor: 0, asOfMs: 0, signedAtMs: 0, noLine: false, untilMsOf: new Map() }
}

function tellsNothing(list: RevocationList, delta: RevocationDelta): boolean {
  return (
    delta.to <= list.cursor &&
    provenAsOfMs(delta) <= list.asOfMs &&
    delta.signedAtMs <= list.signedAtMs
  )
}

/** A page with more behind it says nothing of how complete the list is. */
function provenAsOfMs({ more, asOfMs }: RevocationDelta): number {
  return more ? 0 : asOfMs
}

/** Without the dead: those whose tokens no verifier with this list accepts, ended or not. */
function merged(
  known: RevocationList['untilMsOf'],
  entries: RevocationDelta['entries'],
  signedAtMs: number,
): RevocationList['untilMsOf'] {
  const isDead = (untilMs: number) => untilMs + VERIFIER_SKEW_MS <= signedAtMs
  if (entries.length === 0 && !someOf(known, isDead)) return known
  const alive = new Map<string, number>()
  for (const [sessionId, untilMs] of known) if (!isDead(untilMs)) alive.set(sessionId, untilMs)
  for (const { jti, untilMs } of entries) {
    if (!isDead(untilMs)) alive.set(jti, Math.max(alive.get(jti) ?? 0, untilMs))
  }
  return alive
}

function someOf(known: RevocationList['untilMsOf'], is: (untilMs: number) => boolean): boolean {
  for (const untilMs of known.values()) if (is(untilMs)) return true
  return false
}
