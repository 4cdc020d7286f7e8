import type { z } from 'zod'
import { measuresAnswer, type MeasuresAnswer } from '../../core/protocol/measures.ts'
import type { messageRequest, steerRequest } from '../../core/protocol/operate.ts'
import { roomPath } from './our-target.ts'
import { OPERATOR_KEY, type RoomName } from './rooms.ts'

const TIMEOUT_MS = 10_000

/** The operator of a room: reads what its objects bore, and turns its knobs. */
export class Operator {
  readonly #origin: string
  readonly #room: RoomName

  constructor(origin: string, room: RoomName) {
    this.#origin = origin
    this.#room = room
  }

  async measures(): Promise<MeasuresAnswer> {
    return measuresAnswer.parse(await this.#ask('GET', 'measures'))
  }

  async steer(changes: z.input<typeof steerRequest>): Promise<void> {
    await this.#ask('POST', 'steer', changes)
  }

  async say(text: z.input<typeof messageRequest>['text']): Promise<void> {
    await this.#ask('POST', 'message', { text })
  }

  async #ask(method: string, act: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#origin}${roomPath(this.#room, act)}`, {
      method,
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${act} of ${this.#room} answers ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}

/** All objects of the room together. */
export function rowsIn({ room, desks, segments }: MeasuresAnswer): number {
  return [room, ...desks, ...segments].reduce((sum, { rowsWritten }) => sum + rowsWritten, 0)
}
