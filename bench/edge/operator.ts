import type { MeasuresAnswer } from '../../core/operate/measures.ts'
import { OperatorClient } from '../../cli/operator-client.ts'
import { OPERATOR_KEY, roomId, type RoomName } from './rooms.ts'

/** The operator of a room: reads what its objects bore, and turns its knobs. */
export class Operator {
  readonly #client: OperatorClient
  readonly #room: string

  constructor(origin: string, room: RoomName) {
    this.#client = new OperatorClient({ url: origin, token: OPERATOR_KEY })
    this.#room = roomId(room)
  }

  measures(): Promise<MeasuresAnswer> {
    return this.#client.ask('measures', { room: this.#room })
  }

  async steer(settings: { cap?: number; ratePerSecond?: number }): Promise<void> {
    const { version } = await this.#client.ask('readRoom', { room: this.#room })
    const body = { version, change: { settings } }
    await this.#client.ask('changeRoom', { room: this.#room, body })
  }

  async word(word: 'pause' | 'resume'): Promise<void> {
    await this.#client.ask(word, { room: this.#room })
  }

  async say(text: Record<string, string>): Promise<void> {
    await this.#client.ask('message', { room: this.#room, body: { text } })
  }
}

/** All objects of the room together. */
export function rowsIn({ room, desks, segments }: MeasuresAnswer): number {
  return [room, ...desks, ...segments].reduce((sum, { rowsWritten }) => sum + rowsWritten, 0)
}
