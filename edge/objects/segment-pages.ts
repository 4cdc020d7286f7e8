/** What comes over the sockets of near fans, and what a page is told when it connects. */
import { CLOSE, SOCKET_MESSAGE_MAX_BYTES } from '../../core/protocol/socket-terms.ts'
import { afterMessage } from '../../core/protocol/flood.ts'
import type { PlaceOnWire } from '../../core/protocol/place.ts'
import { socketUp, type SocketUp } from '../../core/protocol/socket-up.ts'
import { has } from '../../core/queue/bits.ts'
import { connect, disconnect, fansSeen, imHere } from '../../core/queue/segment/arrivals.ts'
import { at } from '../../core/queue/segment/columns.ts'
import { checkHolder } from '../../core/queue/segment/places.ts'
import { offsetOf } from '../../core/queue/segment/segment.ts'
import type { FanSocket } from './fan-sockets.ts'
import type { SegmentLife } from './segment-life.ts'

export class SegmentPages {
  readonly #life: SegmentLife

  constructor(life: SegmentLife) {
    this.#life = life
  }

  /** A page connects. One whose place has ended or moved learns it by a code, not by a refusal. */
  open(place: PlaceOnWire, nowMs: number): Response {
    const { state, sockets, told } = this.#life
    const { 0: theirs, 1: ours } = new WebSocketPair()
    const offset = offsetOf(state, place.position)
    const isOver = has(state.gone, offset) && at(state.sessionUntilMs, offset) === 0
    const isHolder = checkHolder(state, place.position, place.generation).kind === 'holder'
    if (isOver || !isHolder) {
      ours.accept()
      ours.close(isOver ? CLOSE.over : CLOSE.movedAway, isOver ? 'over' : 'moved away')
      return new Response(null, { status: 101, webSocket: theirs })
    }
    const fan = sockets.accept(ours, place, nowMs)
    this.#life.take(connect(state, place.position, nowMs), nowMs)
    told.greet(this.#life.state, fan, nowMs)
    this.#tellTurn(fan, nowMs)
    return new Response(null, { status: 101, webSocket: theirs })
  }

  hear(socket: WebSocket, message: string | ArrayBuffer, nowMs: number): void {
    const fan = this.#life.sockets.of(socket)
    const state = this.#life.loaded(nowMs)
    if (fan === undefined || state === undefined) return
    const budget = afterMessage(fan.budget, nowMs)
    if (budget === undefined) return this.#end(fan, CLOSE.flooded, 'too many messages', nowMs)
    fan.budget = budget
    const said = readMessage(message)
    if (said === undefined) return this.#end(fan, CLOSE.badMessage, 'not a message', nowMs)
    fan.heardAtMs = nowMs
    const { position } = fan.place
    const isHere = said.kind === 'here'
    const step = isHere ? imHere(state, position, nowMs) : fansSeen(state, [position], nowMs, nowMs)
    this.#life.take(step, nowMs)
  }

  /** The connection is gone, whoever ended it. One that was replaced is nobody's any more. */
  lost(socket: WebSocket, nowMs: number): void {
    const position = this.#life.sockets.forget(socket)
    const state = this.#life.loaded(nowMs)
    if (position === undefined || state === undefined) return
    this.#life.take(disconnect(state, position, nowMs), nowMs)
  }

  /** The turn may have come while nobody was connected. */
  #tellTurn(fan: FanSocket, nowMs: number): void {
    const { state, sockets } = this.#life
    const offset = offsetOf(state, fan.place.position)
    const deadlineMs = at(state.offerUntilMs, offset)
    if (deadlineMs === 0) return
    sockets.send(fan, { kind: 'your-turn', turn: at(state.turn, offset), deadlineMs, nowMs })
  }

  #end(fan: FanSocket, code: number, reason: string, nowMs: number): void {
    this.#life.sockets.close(fan, code, reason)
    this.#life.take(disconnect(this.#life.state, fan.place.position, nowMs), nowMs)
  }
}

function readMessage(message: string | ArrayBuffer): SocketUp | undefined {
  if (typeof message !== 'string' || message.length > SOCKET_MESSAGE_MAX_BYTES) return undefined
  try {
    return socketUp.safeParse(JSON.parse(message)).data
  } catch {
    return undefined
  }
}
