/**
 * The documents of one room, as an isolate holds them: the room's for a second near the front and
 * four far from it, a segment's for a second. What is held is answered from until something
 * younger has come; how old it may be before it is worth nothing, the room's policy says (R10).
 */
import { ROOM_HELD_FAR_MS, ROOM_HELD_NEAR_MS, SEGMENT_HELD_MS } from '../../core/queue/limits.ts'
import { roomDocument, type RoomDocument } from '../../core/queue/room/document.ts'
import { segmentDocument } from '../../core/queue/segment/document.ts'
import { openDocument, type OpenDocument } from '../../core/queue/status.ts'
import type { Documents } from '../objects/messages.ts'
import { SingleFlight } from './single-flight.ts'
import { deskAddress, deskOf, type Visit } from './visit.ts'

type Held<T> = { readonly document: T; readonly fetchedAtMs: number }

const READ_MS = 2_000
/** Segments held at once: those near the front, of all lanes. */
const SEGMENTS_MAX = 64

export type Reach = 'near' | 'far'

export class RoomDocuments {
  #room: (Held<RoomDocument> & { readonly text: string }) | undefined
  readonly #segments = new Map<string, Held<OpenDocument>>()
  /** Segments whose float was used up since the document came. */
  readonly #withoutFloat = new Set<string>()
  readonly #flights = new Map<string, SingleFlight<void>>()

  /** What is held now, however old. */
  get held(): RoomDocument | undefined {
    return this.#room?.document
  }

  /** The float is tried until it was once used up: then not again by this document. */
  mayTryFloat(segment: string): boolean {
    return !this.#withoutFloat.has(segment)
  }

  noteNoFloat(segment: string): void {
    this.#withoutFloat.add(segment)
  }

  async room(visit: Visit, reach: Reach): Promise<RoomDocument | undefined> {
    const heldMs = reach === 'near' ? ROOM_HELD_NEAR_MS : ROOM_HELD_FAR_MS
    if (this.#room === undefined || Date.now() - this.#room.fetchedAtMs >= heldMs) {
      await this.#read(visit, undefined)
    }
    return this.#room?.document
  }

  /** Undefined when the segment does not answer: its fans are told what the room knows. */
  async segment(visit: Visit, lane: string, index: number): Promise<OpenDocument | undefined> {
    const key = `${lane} ${index}`
    const held = this.#segments.get(key)
    if (held !== undefined && Date.now() - held.fetchedAtMs < SEGMENT_HELD_MS) return held.document
    await this.#read(visit, { lane, index })
    return this.#segments.get(key)?.document
  }

  async #read(visit: Visit, segment: { lane: string; index: number } | undefined): Promise<void> {
    const key = segment === undefined ? 'room' : `${segment.lane} ${segment.index}`
    const flight = this.#flights.get(key) ?? new SingleFlight<void>(key, READ_MS)
    this.#flights.set(key, flight)
    const askedAtMs = Date.now()
    try {
      await flight.join(visit.waitUntil, async () => {
        this.#take(await deskOf(visit).read(deskAddress(visit), segment), key, askedAtMs)
      })
    } catch {
      // What is held is all there is. How old it is, it says itself.
    }
    if (this.#flights.size > SEGMENTS_MAX) this.#flights.clear()
  }

  #take({ room, segment }: Documents, key: string, askedAtMs: number): void {
    this.#takeRoom(room, askedAtMs)
    if (segment === undefined) {
      this.#segments.delete(key)
      return
    }
    const opened = openDocument(segmentDocument.parse(JSON.parse(segment)))
    if (opened === undefined || opened.document.epoch !== this.#room?.document.epoch) return
    this.#segments.delete(key)
    this.#segments.set(key, { document: opened, fetchedAtMs: askedAtMs })
    const [oldest] = this.#segments.keys()
    if (this.#segments.size > SEGMENTS_MAX && oldest !== undefined) this.#segments.delete(oldest)
  }

  #takeRoom(text: string, askedAtMs: number): void {
    const held = this.#room
    // Overtaken on the way by something younger.
    if (held !== undefined && askedAtMs < held.fetchedAtMs) return
    if (held?.text === text) {
      this.#room = { ...held, fetchedAtMs: askedAtMs }
      return
    }
    const document = roomDocument.parse(JSON.parse(text))
    this.#withoutFloat.clear()
    if (held !== undefined && held.document.epoch !== document.epoch) this.#segments.clear()
    this.#room = { text, document, fetchedAtMs: askedAtMs }
  }
}
