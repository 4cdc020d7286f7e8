/** A room in the directory: told at once of what lasts, until it says that it has it; and of counts now and then. */
import { stampOf, type Listing } from '../../core/operate/listing.ts'
import type { Bindings } from '../settings.ts'
import { logFault } from './log.ts'
import type { Rows } from './rows.ts'
import { directoryStub } from './stubs.ts'
import { within } from './within.ts'

const COUNTS_EVERY_MS = 5_000
const ANSWER_MS = 2_000
/** After a failure, so that a directory that is down is not asked four times a second. */
const AGAIN_MS = 5_000
const NAME = 'listed'

export class RoomListing {
  readonly #env: Bindings
  readonly #rows: Rows
  #heard: string | undefined
  #saying: Promise<void> | undefined
  #saidAtMs = -Infinity
  #failedAtMs = -Infinity

  constructor(env: Bindings, rows: Rows) {
    this.#env = env
    this.#rows = rows
  }

  isDue(stamp: string, nowMs: number): boolean {
    if (this.#saying !== undefined || nowMs - this.#failedAtMs < AGAIN_MS) return false
    return !this.hasHeard(stamp) || nowMs - this.#saidAtMs >= COUNTS_EVERY_MS
  }

  hasHeard(stamp: string): boolean {
    this.#heard ??= this.#rows.kept(NAME)
    return this.#heard === stamp
  }

  say(listing: Listing, nowMs: number): Promise<void> {
    this.#saying ??= this.#sayNow(listing, nowMs).finally(() => {
      this.#saying = undefined
    })
    return this.#saying
  }

  async #sayNow(listing: Listing, nowMs: number): Promise<void> {
    const stamp = stampOf(listing)
    try {
      await within(directoryStub(this.#env).note(listing), ANSWER_MS, 'directory')
      this.#saidAtMs = nowMs
      if (this.hasHeard(stamp)) return
      this.#rows.keep(NAME, stamp)
      this.#heard = stamp
    } catch (error) {
      this.#failedAtMs = nowMs
      logFault('directory', error)
    }
  }
}
