/**
 * The other fans of a room, who know nothing of its pages: what those show is held against what
 * these did. They poll often enough to count as here.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { pollAnswer, type PollAnswer } from '../../core/protocol/poll.ts'
import { RoomClient } from '../room-client.ts'

const HERE_EVERY_MS = 10_000
const LOOK_EVERY_MS = 250

export class Line {
  readonly room: RoomClient
  readonly #base: string
  readonly #here = new Set<string>()
  readonly #ended = new AbortController()

  constructor(url: string, name: string) {
    this.room = new RoomClient(url, name)
    this.#base = `${url}/rooms/${name}`
    void this.#stay()
  }

  async join(): Promise<string> {
    const token = await this.room.join()
    this.#here.add(token)
    return token
  }

  async leave(token: string): Promise<void> {
    this.#here.delete(token)
    await this.room.as(token, 'leave')
  }

  /** What the room itself says to who has this place. It proves that somebody is there. */
  async told(token: string): Promise<PollAnswer> {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${this.#base}/status`, { headers })
    return pollAnswer.parse(await response.json())
  }

  /** Documents are on their way for a while. */
  async untilTold(
    token: string,
    withinMs: number,
    isSo: (told: PollAnswer) => boolean,
  ): Promise<void> {
    const startedMs = performance.now()
    for (;;) {
      const told = await this.told(token)
      if (isSo(told)) return
      if (performance.now() - startedMs > withinMs) {
        throw new Error(`Not told within ${withinMs} ms, but ${JSON.stringify(told.status)}`)
      }
      await wait(LOOK_EVERY_MS)
    }
  }

  end(): void {
    this.#ended.abort()
  }

  async #stay(): Promise<void> {
    const { signal } = this.#ended
    while (!signal.aborted) {
      await wait(HERE_EVERY_MS, undefined, { signal }).catch(() => {})
      await Promise.all([...this.#here].map((token) => this.told(token).catch(() => {})))
    }
  }
}
