/**
 * Which sessions were ended, as this verifier knows it: asked for every second while somebody
 * checks tokens, and not when nobody does. What was heard says itself how old it is (R8, R10), and
 * the waiting room's clock is the only one that counts: this machine's may be wrong.
 */
import { REVOCATIONS_ASKED_EVERY_MS } from '../core/queue/limits.ts'
import { readDelta } from '../core/token/delta.ts'
import { deltaRefusals } from '../core/token/refusals.ts'
import { applyDelta, signersNowMs, type RevocationList } from '../core/token/revocations.ts'
import { ask } from './ask.ts'
import { readJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import type { Settings } from './settings.ts'

const MAX_BYTES = 4 * 1_024 * 1_024
/** Nobody checked anything for so long: the list rests until somebody does. */
const REST_AFTER_MS = 60_000
/** Pages of one look: the room's log has at most a million entries. */
const PAGES_MAX = 101
/** With this much of the five seconds gone, a check waits for a fresher word. */
const WAIT_FROM_MS = 4_000

export type Heard = { readonly list: RevocationList | undefined; readonly nowMs: number }

export class EndedSessions {
  readonly #settings: Settings
  readonly #keys: Keys
  #list: RevocationList | undefined
  /** When the delta was asked for that said what the time is. */
  #askedAtMs = 0
  #usedAtMs = -Infinity
  #failedAtMs = -Infinity
  #mustBeginAnew = false
  #looking: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false

  constructor(settings: Settings, keys: Keys) {
    this.#settings = settings
    this.#keys = keys
  }

  /** What is known now; asked for first where it is nothing, or about to be worth nothing. */
  async heard(): Promise<Heard> {
    this.#usedAtMs = performance.now()
    const isWorthWaiting = this.#ageMs() >= WAIT_FROM_MS && !this.#failsNow()
    if (isWorthWaiting) await this.look().catch(() => {})
    else this.#keepLooking()
    return { list: this.#list, nowMs: this.#nowMs() }
  }

  /** One look for all who wait for it. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
      this.#keepLooking()
    })
    return this.#looking
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  /** It was asked in vain a moment ago, and is asked again each second: nobody waits for that. */
  #failsNow(): boolean {
    const roundMs = REVOCATIONS_ASKED_EVERY_MS + this.#settings.timeoutMs
    return performance.now() - this.#failedAtMs < roundMs
  }

  #ageMs(): number {
    return this.#list === undefined ? Infinity : this.#nowMs() - this.#list.asOfMs
  }

  #nowMs(): number {
    const { signedAtMs = 0 } = this.#list ?? {}
    // Before anything was heard this machine's own clock has to do.
    if (this.#list === undefined || signedAtMs === 0) return Date.now()
    return signersNowMs(this.#list, performance.now() - this.#askedAtMs)
  }

  #keepLooking(): void {
    if (this.#timer !== undefined || this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const isUsed = performance.now() - this.#usedAtMs < REST_AFTER_MS
      if (isUsed) void this.look().catch(() => {})
    }, REVOCATIONS_ASKED_EVERY_MS)
    // Node's timers keep a process alive, unless told not to; others have no such thing.
    const { timer } = { timer: this.#timer }
    if (typeof timer === 'object' && 'unref' in timer) timer.unref()
  }

  async #look(): Promise<void> {
    try {
      for (let pages = 0; pages < PAGES_MAX; pages += 1) {
        if (!(await this.#lookOnce())) break
      }
      this.#failedAtMs = -Infinity
    } catch (error) {
      this.#failedAtMs = performance.now()
      this.#settings.onError(error instanceof Error ? error : new Error('the list cannot be read'))
      throw error
    }
  }

  /** Answers whether there is more to be had at once. */
  async #lookOnce(): Promise<boolean> {
    const { room, roomId, issuer } = this.#settings
    const after = this.#mustBeginAnew ? 0 : (this.#list?.cursor ?? 0)
    const askedAtMs = performance.now()
    const answer = await ask(this.#settings, `${room}/revocations?after=${after}`, {
      maxBytes: MAX_BYTES,
    })
    if (answer.status !== 200) {
      const hint = answer.status === 404 ? ': is there a room at this address?' : ''
      throw new Error(`the list of ended sessions was answered by ${answer.status}${hint}`)
    }
    const facts = await readJwt(this.#keys, 'revocations+jwt', answer.text, MAX_BYTES)
    const read = readDelta(facts, { issuer, room: roomId })
    const before = this.#mustBeginAnew ? undefined : this.#list
    const applied = read.kind === 'delta' ? applyDelta(before, read.delta) : read
    if (applied.kind === 'list') {
      const isLater = applied.list.signedAtMs > (this.#list?.signedAtMs ?? 0)
      this.#list = applied.list
      this.#mustBeginAnew = false
      if (isLater) this.#askedAtMs = askedAtMs
      // Who answers may be behind others that we heard: the next of its pages would be the same.
      const isAhead = applied.list.cursor > (before?.cursor ?? 0)
      return read.kind === 'delta' && read.delta.more && isAhead
    }
    const step = deltaRefusals[applied.reason]
    if (step === 'ignore') return false
    if (step === 'ask-from-0' && !this.#mustBeginAnew) {
      this.#mustBeginAnew = true
      return true
    }
    throw new Error(`the list of ended sessions is refused (${applied.reason})`)
  }
}
