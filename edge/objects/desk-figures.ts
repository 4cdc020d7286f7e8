/** A sale's live figures for all who watch: the room is asked once a second, and only while somebody does. */
import type { Figures } from '../../core/operate/figures.ts'
import type { Bindings } from '../settings.ts'
import { roomStub } from './stubs.ts'
import { within } from './within.ts'

const HELD_MS = 1_000
const ANSWER_MS = 1_500

export class DeskFigures {
  readonly #env: Bindings
  #held: Figures | undefined
  #askedAtMs = -Infinity
  #asking: Promise<Figures> | undefined

  constructor(env: Bindings) {
    this.#env = env
  }

  /** However old they are, they say so: of a room that does not answer, the last it said. */
  async of(room: string): Promise<Figures> {
    const nowMs = Date.now()
    if (this.#held !== undefined && nowMs - this.#askedAtMs < HELD_MS) return this.#held
    this.#asking ??= this.#ask(room, nowMs).finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #ask(room: string, nowMs: number): Promise<Figures> {
    this.#askedAtMs = nowMs
    try {
      this.#held = await within(roomStub(this.#env, room).figures(room), ANSWER_MS, 'room')
      return this.#held
    } catch (error) {
      if (this.#held === undefined) throw error
      return this.#held
    }
  }
}
