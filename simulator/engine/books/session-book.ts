/** R8: one session a place, tokens within it, and what was cut short is known to the room. */
import type { Session } from '../../../core/queue/segment/claims.ts'
import type { Faults } from './faults.ts'

const TOKEN_MS = 60_000
/** From a revocation to the room's log: reports are a second apart, and one may be lost. */
const KNOWN_WITHIN_MS = 5_000

export class SessionBook {
  readonly #faults: Faults
  readonly #sessionOf: (string | undefined)[]
  /** Cut short, oldest first, and not yet seen in the room's log. */
  readonly #cut = new Map<string, { readonly atMs: number; readonly tokenUntilMs: number }>()

  constructor(fans: number, faults: Faults) {
    this.#faults = faults
    this.#sessionOf = Array.from({ length: fans })
  }

  /** True when this is the first answer to the claim. */
  admitted(fan: number, session: Session, hadOffer: boolean, nowMs: number): boolean {
    const known = this.#sessionOf[fan]
    const isNew = known === undefined
    this.#faults.hold('R8', isNew ? hadOffer : known === session.sessionId, nowMs, () =>
      isNew ? `fan ${fan} was admitted without an offer` : `fan ${fan} has two sessions`,
    )
    this.#sessionOf[fan] = session.sessionId
    this.checkToken(session, nowMs)
    return isNew
  }

  checkToken({ untilMs, tokenUntilMs }: Session, nowMs: number): void {
    const holds = tokenUntilMs <= untilMs && tokenUntilMs <= nowMs + TOKEN_MS
    this.#faults.hold('R8', holds, nowMs, () => 'a token outlives its session, or its minute')
  }

  cut(fan: number, tokenUntilMs: number, nowMs: number): void {
    const sessionId = this.#sessionOf[fan]
    if (sessionId !== undefined) this.#cut.set(sessionId, { atMs: nowMs, tokenUntilMs })
  }

  /** What came to the room's log is revoked everywhere; what it lacks must not be old. */
  roomKnows(sessionIds: readonly string[], nowMs: number, isExcused: boolean): void {
    for (const sessionId of sessionIds) this.#cut.delete(sessionId)
    for (const [sessionId, { atMs, tokenUntilMs }] of this.#cut) {
      if (nowMs - atMs <= KNOWN_WITHIN_MS) return
      // After a disturbance it is only late; once its token is dead it need not come at all.
      if (isExcused && nowMs < tokenUntilMs) continue
      this.#cut.delete(sessionId)
      this.#faults.hold('R8', isExcused || nowMs >= tokenUntilMs, nowMs, () => {
        return `${sessionId} was cut and is not revoked`
      })
    }
  }
}
