/** A room's description at a desk: the room is asked every two seconds at the most, by whoever first wants to know. */
import type { Bindings } from '../settings.ts'
import type { EntryAnswer } from './room.ts'
import { roomStub } from './stubs.ts'
import { within } from './within.ts'

const HELD_MS = 2_000
const ANSWER_MS = 1_000

export class DeskEntry {
  readonly #env: Bindings
  #held: EntryAnswer | undefined
  #askedAtMs = -Infinity
  #asking: Promise<void> | undefined

  constructor(env: Bindings) {
    this.#env = env
  }

  /** Undefined where there is no such room. */
  async entry(room: string, known: number | undefined): Promise<EntryAnswer | 'same' | undefined> {
    if (Date.now() - this.#askedAtMs >= HELD_MS) {
      this.#asking ??= this.#ask(room).finally(() => {
        this.#asking = undefined
      })
      await this.#asking
    }
    return this.#held?.version === known && known !== undefined ? 'same' : this.#held
  }

  async #ask(room: string): Promise<void> {
    const askedAtMs = Date.now()
    const held = this.#held
    const asking = async (): Promise<EntryAnswer | 'same' | undefined> =>
      roomStub(this.#env, room).entry(held?.version)
    const answer = await within(asking(), ANSWER_MS, 'room').catch((error: unknown) => {
      // Of a room that does not answer, what it said before is the best there is.
      if (held === undefined) throw error
      return 'same' as const
    })
    if (answer !== 'same') this.#held = answer
    this.#askedAtMs = askedAtMs
  }
}
