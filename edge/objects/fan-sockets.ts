/**
 * The sockets of a segment's fans. Who each belongs to is in its attachment, which outlives the
 * object's sleep; what is kept beside it is found again from there.
 */
import { CLOSE, PING, PONG } from '../../core/protocol/socket-terms.ts'
import { z } from 'zod'
import { fullBudget, type Budget } from '../../core/protocol/flood.ts'
import type { SocketDown } from '../../core/protocol/socket-down.ts'
import { placeSchema, type PlaceOnWire } from '../../core/protocol/place.ts'

const attachment = z.object({ place: placeSchema, openedAtMs: z.number() })

export type FanSocket = {
  readonly socket: WebSocket
  readonly place: PlaceOnWire
  readonly openedAtMs: number
  /** The last message of its page that was read here. */
  heardAtMs: number
  /** What its fan was last told, so that nothing is said twice for nothing. */
  toldText: string
  toldAtMs: number
  budget: Budget
}

export class FanSockets {
  readonly #ctx: DurableObjectState
  /** The newest connection of each position: it is the one that counts. */
  readonly #byPosition = new Map<number, FanSocket>()
  readonly #bySocket = new Map<WebSocket, FanSocket>()

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
    for (const socket of ctx.getWebSockets()) this.#find(socket)
  }

  get size(): number {
    return this.#bySocket.size
  }

  all(): Iterable<FanSocket> {
    return this.#byPosition.values()
  }

  of(socket: WebSocket): FanSocket | undefined {
    return this.#bySocket.get(socket)
  }

  at(position: number): FanSocket | undefined {
    return this.#byPosition.get(position)
  }

  /** Takes a connection in; the one that followed this place before is told, and closed. */
  accept(socket: WebSocket, place: PlaceOnWire, nowMs: number): FanSocket {
    const former = this.#byPosition.get(place.position)
    this.#ctx.acceptWebSocket(socket)
    socket.serializeAttachment({ place, openedAtMs: nowMs })
    const fan = this.#note(socket, place, nowMs)
    if (former !== undefined) this.moveAway(former, place.generation)
    return fan
  }

  moveAway(fan: FanSocket, generation: number): void {
    this.send(fan, { kind: 'moved-away', generation })
    this.close(fan, CLOSE.movedAway, 'moved away')
  }

  /** A socket that is closing takes nothing more; what it missed is in its fan's next status. */
  send({ socket }: FanSocket, message: SocketDown): void {
    this.sendText(socket, JSON.stringify(message))
  }

  sendText(socket: WebSocket, text: string): void {
    try {
      socket.send(text)
    } catch {
      this.forget(socket)
    }
  }

  close({ socket }: FanSocket, code: number, reason: string): void {
    this.forget(socket)
    try {
      socket.close(code, reason)
    } catch {
      // It has been closed from the other side.
    }
  }

  /** Answers the position that has no connection any more, if so. */
  forget(socket: WebSocket): number | undefined {
    const fan = this.#bySocket.get(socket)
    if (fan === undefined) return undefined
    this.#bySocket.delete(socket)
    const { position } = fan.place
    if (this.#byPosition.get(position) !== fan) return undefined
    this.#byPosition.delete(position)
    return position
  }

  /** The last sign of life: an answered ping, a message, or the connection itself. */
  lastSignMs({ socket, openedAtMs, heardAtMs }: FanSocket): number {
    const pingedAtMs = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0
    return Math.max(pingedAtMs, openedAtMs, heardAtMs)
  }

  /** After a sleep. Of two that follow one place the one that was to be closed is closed again. */
  #find(socket: WebSocket): void {
    const known = attachment.safeParse(socket.deserializeAttachment())
    if (!known.success) return socket.close(CLOSE.badMessage, 'unknown')
    const { place, openedAtMs } = known.data
    const other = this.#byPosition.get(place.position)
    if (other !== undefined && other.openedAtMs > openedAtMs) {
      return socket.close(CLOSE.movedAway, 'moved away')
    }
    if (other !== undefined) this.close(other, CLOSE.movedAway, 'moved away')
    this.#note(socket, place, openedAtMs)
  }

  #note(socket: WebSocket, place: PlaceOnWire, openedAtMs: number): FanSocket {
    const fan = {
      socket,
      place,
      openedAtMs,
      heardAtMs: 0,
      toldText: '',
      toldAtMs: 0,
      budget: fullBudget,
    }
    this.#bySocket.set(socket, fan)
    this.#byPosition.set(place.position, fan)
    return fan
  }
}
