/**
 * The observer's own books, kept from what segments were asked and answered: who was offered a
 * turn, which tokens could still be accepted, who gave a sign of life. No decision of core is
 * read back here.
 */
import { VERIFIER_SKEW_MS } from '../limits.ts'
import type { Session } from '../segment/claims.ts'

export type HeldSession = {
  readonly fanId: number
  readonly untilMs: number
  tokenUntilMs: number
  cutAtMs: number | undefined
}

/** A fan as the segment could know them, in the segment's own time. */
export type Signs = {
  seenAtMs: number
  /** When they were asked or lost their connection; whether they are there is open since. */
  doubtedAtMs: number | undefined
  /** Their join was accounted for. */
  joined: boolean
  lapsed: boolean
  left: boolean
  admitted: boolean
}

export class SegmentRecord {
  readonly offers = new Map<number, number>()
  readonly sessions = new Map<string, HeldSession>()
  readonly signs = new Map<number, Signs>()
  /** How often each place was moved. */
  readonly generations = new Map<number, number>()
  restartedAtMs = 0

  signsOf(position: number): Signs {
    const known = this.signs.get(position)
    if (known !== undefined) return known
    const fresh = {
      seenAtMs: 0,
      doubtedAtMs: undefined,
      joined: false,
      lapsed: false,
      left: false,
      admitted: false,
    }
    this.signs.set(position, fresh)
    return fresh
  }

  /** Offers that may be claimed, and sessions whose token somebody could still accept. */
  heldSlots(nowMs: number): number {
    let held = 0
    for (const deadlineMs of this.offers.values()) if (nowMs < deadlineMs) held += 1
    for (const session of this.sessions.values()) if (nowMs < freeAtMs(session)) held += 1
    return held
  }

  admit(fanId: number, { sessionId, untilMs, tokenUntilMs }: Session): HeldSession {
    const session = { fanId, untilMs, tokenUntilMs, cutAtMs: undefined }
    this.sessions.set(sessionId, session)
    return session
  }

  /** A session of this fan that may still be renewed. */
  aliveFor(fanId: number, nowMs: number): boolean {
    return [...this.sessions.values()].some(
      (session) =>
        session.fanId === fanId && session.cutAtMs === undefined && nowMs < session.untilMs,
    )
  }

  surelyPresent(position: number, nowMs: number): boolean {
    const signs = this.signs.get(position)
    if (signs === undefined || this.offers.has(position)) return false
    if (signs.doubtedAtMs !== undefined || signs.lapsed || signs.left || signs.admitted)
      return false
    return nowMs - signs.seenAtMs < 40_000
  }

  surelyAbsent(position: number, nowMs: number): boolean {
    const signs = this.signs.get(position)
    if (signs === undefined || signs.lapsed || signs.left || signs.admitted) return true
    return nowMs - Math.max(signs.seenAtMs, this.restartedAtMs) > 45_000
  }
}

/** R4, in the words of the rule. */
function freeAtMs({ untilMs, tokenUntilMs, cutAtMs }: HeldSession): number {
  if (cutAtMs !== undefined) return Math.min(tokenUntilMs, cutAtMs) + VERIFIER_SKEW_MS
  return Math.max(untilMs, tokenUntilMs + VERIFIER_SKEW_MS)
}
