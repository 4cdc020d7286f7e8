/** The addresses of a room, and how a page says who it is. */
import { PROTOCOL } from '../core/protocol/version.ts'

export class RoomAddress {
  readonly #base: string
  /** Where the place is not in a cookie: with an app, another origin, or cookies switched off. */
  token: string | undefined

  /** `https://room.example/rooms/demo` */
  constructor(base: string, token: string | undefined) {
    this.#base = base.replace(/\/+$/, '')
    this.token = token
  }

  of(what: string): string {
    return `${this.#base}/${what}?protocol=${PROTOCOL}`
  }

  ofSocket(): string {
    return this.of('socket').replace(/^http/, 'ws')
  }

  headers(hasBody: boolean): Record<string, string> {
    return {
      ...(hasBody && { 'Content-Type': 'application/json' }),
      ...(this.token !== undefined && { Authorization: `Bearer ${this.token}` }),
    }
  }

  /** A browser's socket carries a token in its subprotocols alone. */
  get socketProtocols(): string[] {
    return this.token === undefined ? [] : ['admit-one', `place.${this.token}`]
  }
}
