/**
 * What the fans of a segment are told over their sockets besides their turns: news at once, and how
 * they stand when that has changed, every other second at the most. Each is told their own status,
 * whole, so that a message lost is made up for by the next.
 */
import { fanStatusOf } from '../../core/protocol/status-of.ts'
import { NEAR_TRUTH_MS } from '../../core/queue/limits.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { documentOf } from '../../core/queue/segment/document.ts'
import type { Segment } from '../../core/queue/segment/segment.ts'
import { openDocument, type OpenDocument } from '../../core/queue/status.ts'
import type { FanSocket, FanSockets } from './fan-sockets.ts'

const PUSH_EVERY_MS = 2_000
/** A status that has not changed is said again after so long, so that its age is seen not to grow. */
const SAY_AGAIN_MS = 10_000

export class SegmentTold {
  readonly #sockets: FanSockets
  #room: RoomDocument | undefined
  #newsTold = 0
  #pushedAtMs = 0

  constructor(sockets: FanSockets) {
    this.#sockets = sockets
  }

  /** The room's document came along with a call. One of a room that has just begun again says nothing. */
  hear(text: string): void {
    const document: RoomDocument = JSON.parse(text)
    if (document.asOfMs > 0 && document.saidAtMs >= (this.#room?.saidAtMs ?? 0)) {
      this.#room = document
    }
  }

  get isPushDue(): boolean {
    return this.#room !== undefined && this.#sockets.size > 0
  }

  push(segment: Segment, nowMs: number): void {
    const room = this.#room
    if (room === undefined) return
    this.#pushNews(room)
    if (nowMs - this.#pushedAtMs < PUSH_EVERY_MS) return
    this.#pushedAtMs = nowMs
    const document = openDocument(documentOf(segment, nowMs))
    for (const fan of this.#sockets.all()) this.#pushStatus(room, fan, document, nowMs)
  }

  /** A page that has just connected: how it stands, and what happened lately. */
  greet(segment: Segment, fan: FanSocket, nowMs: number): void {
    const room = this.#room
    if (room === undefined) return
    if (room.news.length > 0) this.#sockets.send(fan, { kind: 'news', items: room.news })
    this.#pushStatus(room, fan, openDocument(documentOf(segment, nowMs)), nowMs)
  }

  #pushNews({ news }: RoomDocument): void {
    const items = news.filter(({ no }) => no > this.#newsTold)
    const newest = items.at(-1)
    if (newest === undefined) return
    this.#newsTold = newest.no
    const text = JSON.stringify({ kind: 'news', items })
    for (const { socket } of this.#sockets.all()) this.#sockets.sendText(socket, text)
  }

  #pushStatus(
    room: RoomDocument,
    fan: FanSocket,
    document: OpenDocument | undefined,
    nowMs: number,
  ): void {
    const status = fanStatusOf(room, fan.place, document, nowMs)
    // What is older than it may be when it is told is better not told: the next will be younger.
    if (nowMs - status.asOfMs > NEAR_TRUTH_MS) return
    const { phase, standing, presentAhead, isEstimate, atMostAhead } = status
    const facts = [phase, standing, presentAhead, isEstimate, atMostAhead].join()
    if (facts === fan.toldText && nowMs - fan.toldAtMs < SAY_AGAIN_MS) return
    fan.toldText = facts
    fan.toldAtMs = nowMs
    this.#sockets.send(fan, status)
  }
}
