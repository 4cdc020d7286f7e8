import { setTimeout as wait } from 'node:timers/promises'
import { claimAnswer } from '../core/protocol/claim.ts'
import { OPERATE_API } from '../core/operate/route.ts'
import { joinAnswer } from '../core/protocol/join.ts'
import { pollAnswer } from '../core/protocol/poll.ts'
import { roomDocument } from '../core/queue/room/document.ts'

const WITHIN_MS = 30_000
const LOOK_AGAIN_MS = 250

/** Who is in the shop: the place, and the session that came of it. */
type Guest = { token: string; sessionId: string }

/** Other fans of a room, and its operator, by the addresses that everybody uses. */
export class RoomClient {
  readonly #base: string
  readonly #operateBase: string

  constructor(url: string, room: string) {
    this.#base = `${url}/rooms/${room}`
    this.#operateBase = `${url}${OPERATE_API}/rooms/${room}`
  }

  /** Takes a place, and answers its token. */
  async join(): Promise<string> {
    const answer = joinAnswer.parse(await this.#ask('POST', 'join', undefined, {}))
    if (answer.kind === 'let-through') throw new Error('There is no line in this room')
    return answer.token
  }

  /** Does what a place may do: `leave`, `move`, `here`. */
  async as(token: string, act: string): Promise<void> {
    await this.#ask('POST', act, token, {})
  }

  /** Joins, waits for the turn and takes it. */
  async enter(): Promise<Guest> {
    const answer = joinAnswer.parse(await this.#ask('POST', 'join', undefined, {}))
    if (answer.kind === 'let-through') throw new Error('There is no line in this room')
    const { token } = answer
    if (answer.kind === 'admitted') return { token, sessionId: answer.session.sessionId }
    await until('turn', async () => {
      return pollAnswer.parse(await this.#ask('GET', 'status', token)).offer !== undefined
    })
    const { session } = claimAnswer.parse(await this.#ask('POST', 'claim', token, {}))
    return { token, sessionId: session.sessionId }
  }

  /** Until slots lie ready for whoever comes, as they do where nobody waits. */
  async untilReady(): Promise<void> {
    await until('float', async () => {
      const { lanes } = roomDocument.parse(await this.#ask('GET', 'document'))
      return lanes.some(({ float }) => float.length > 0)
    })
  }

  async release({ token, sessionId }: Guest): Promise<void> {
    await this.#ask('POST', 'release', token, { sessionId })
  }

  /** By the operators' interface: `pause`, `close`, `message`. */
  async operate(key: string, word: string, body: unknown = {}): Promise<void> {
    await this.#askAt(this.#operateBase, 'POST', word, key, body)
  }

  #ask(method: string, path: string, bearer?: string, body?: unknown): Promise<unknown> {
    return this.#askAt(this.#base, method, path, bearer, body)
  }

  async #askAt(
    base: string,
    method: string,
    path: string,
    bearer?: string,
    body?: unknown,
  ): Promise<unknown> {
    const ask = () =>
      fetch(`${base}/${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    const deadlineMs = performance.now() + WITHIN_MS
    let response = await ask()
    // As the protocol asks of every client: a room just woken does not know yet how its line stands.
    while (response.status === 503 && performance.now() < deadlineMs) {
      await wait(Number(response.headers.get('Retry-After') ?? 1) * 1_000)
      response = await ask()
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return JSON.parse(text)
  }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + WITHIN_MS
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`No ${what} within ${WITHIN_MS / 1000} s`)
    await wait(LOOK_AGAIN_MS)
  }
}
