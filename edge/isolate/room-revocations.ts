/** Sessions cut short, as an isolate knows them: what the gateway checks, and verifiers are told. */
import { REVOCATIONS_HELD_MS } from '../../core/queue/limits.ts'
import { LIST_MAX_AGE_MS } from '../../core/token/limits.ts'
import type { RevocationList } from '../../core/token/revocations.ts'
import type { RevocationFeed } from '../../core/token/revocation-feed.ts'
import { RevocationSource } from '../objects/revocation-source.ts'
import { SingleFlight } from './single-flight.ts'
import { deskAddress, deskOf, type Visit } from './visit.ts'

const READ_MS = 2_000
const FRESH_MS = 1_000
const WAIT_MS = 250
/** Who waited in vain keeps others from it for so long. */
const IN_VAIN_MS = 5_000

export class RoomRevocations {
  readonly #source = new RevocationSource()
  readonly #flight = new SingleFlight<void>('revocations', READ_MS)
  #inVainAtMs = -Infinity
  #list: { readonly of: RevocationFeed; readonly list: RevocationList } | undefined

  /**
   * However old it is, it says so. Undefined when nothing was ever heard. A word of this second is
   * taken as it is while the next is on its way; for an older one a request waits a moment, and
   * longer where it is of no use any more. Where waiting was in vain the room's policy says what
   * happens, and not a deadline.
   */
  async feed(visit: Visit): Promise<RevocationFeed | undefined> {
    const nowMs = Date.now()
    if (!this.#source.isOlderThan(REVOCATIONS_HELD_MS, nowMs)) return this.#source.held
    const refresh = () =>
      this.#source.refresh(({ epoch, after }) =>
        deskOf(visit).revocations(deskAddress(visit), epoch, after),
      )
    const heard = this.#flight.join(visit.waitUntil, refresh).catch(() => {})
    const waitMs = this.#waitMs(nowMs)
    if (waitMs > 0) await Promise.race([heard, scheduler.wait(waitMs)])
    if (this.#isOfUse(Date.now())) this.#inVainAtMs = -Infinity
    else if (waitMs > 0) this.#inVainAtMs = Date.now()
    return this.#source.held
  }

  #waitMs(nowMs: number): number {
    if (this.#source.held === undefined) return READ_MS
    if (!this.#source.isOlderThan(FRESH_MS, nowMs)) return 0
    if (this.#isOfUse(nowMs)) return WAIT_MS
    return nowMs - this.#inVainAtMs < IN_VAIN_MS ? 0 : READ_MS
  }

  #isOfUse(nowMs: number): boolean {
    const { held } = this.#source
    return held !== undefined && nowMs - held.asOfMs < LIST_MAX_AGE_MS - FRESH_MS
  }

  /** The same, to look sessions up in. It comes by our own calls, and is signed for nobody. */
  async list(visit: Visit): Promise<RevocationList | undefined> {
    const feed = await this.feed(visit)
    if (feed === undefined) return undefined
    if (this.#list?.of === feed) return this.#list.list
    const { epoch, to: cursor, asOfMs, noLine, entries } = feed
    const known = this.#list?.of.entries === entries ? this.#list.list.untilMsOf : undefined
    const untilMsOf =
      known ?? new Map(entries.map(({ sessionId, untilMs }) => [sessionId, untilMs]))
    // Of clocks there is only this one: nobody else's says what the time is.
    const list = { epoch, cursor, asOfMs, signedAtMs: 0, noLine, untilMsOf }
    this.#list = { of: feed, list }
    return list
  }
}
