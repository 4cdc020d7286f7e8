/** What operators do to a room: core decides it, and it is stored with its entry in the log before it is answered. */
import { act, type Act, type Held } from '../../core/operate/act.ts'
import type { AuditEntry } from '../../core/operate/audit.ts'
import { changesBetween } from '../../core/operate/change.ts'
import { readEntry, type Described, type Invalid } from '../../core/operate/described.ts'
import { figuresOf } from '../../core/operate/figures-of.ts'
import type { Figures } from '../../core/operate/figures.ts'
import type { Actor } from '../../core/operate/operator.ts'
import { outlookOf } from '../../core/operate/outlook.ts'
import type { DoneAnswer, RoomView } from '../../core/operate/room-answers.ts'
import { phaseOf } from '../../core/queue/room/phase.ts'
import type { Room } from '../../core/queue/room/room.ts'
import type { RoomPressure } from './room-pressure.ts'
import type { RoomStore } from './room-store.ts'

/** Who asks, in which request, and by which key it is known when it is said again. */
export type Asking = {
  readonly by: Actor
  readonly requestId: string
  readonly key?: string | undefined
  readonly dryRun: boolean
}

export type Created =
  | { readonly kind: 'created'; readonly view: RoomView; readonly again: boolean }
  | { readonly kind: 'would'; readonly view: RoomView }
  | { readonly kind: 'exists' }
  | Invalid

export type Done =
  | DoneAnswer
  | { readonly kind: 'conflict'; readonly version: number; readonly since: AuditEntry[] }
  | { readonly kind: 'owner-only'; readonly field: string }
  | { readonly kind: 'not-now'; readonly reason: string }
  | Invalid

export class RoomOperations {
  readonly #store: RoomStore
  readonly #pressure: RoomPressure

  constructor(store: RoomStore, pressure: RoomPressure) {
    this.#store = store
    this.#pressure = pressure
  }

  /** Undefined where it may not be: the id is taken. What it says is stored by this. */
  create(input: unknown, source: string | undefined, asking: Asking, nowMs: number): Created {
    const { book } = this.#store
    const known = book.described
    if (known !== undefined || book.isRemoved) {
      const { by, key } = asking
      const again = key !== undefined && book.log.done(by, 'create', key) !== undefined
      if (known === undefined || !again) return { kind: 'exists' }
      return { kind: 'created', view: viewOf(known), again }
    }
    const read = readEntry(input, undefined, nowMs)
    if (read.kind !== 'entry') return read
    const described = {
      entry: read.entry,
      version: 1,
      changedAtMs: nowMs,
      ...(source !== undefined && { source }),
    }
    if (asking.dryRun) return { kind: 'would', view: viewOf(described) }
    this.#store.make()
    book.write(described)
    const changes = changesBetween({}, read.entry)
    this.#log('create', asking, { version: 1, changes }, nowMs)
    return { kind: 'created', view: viewOf(described), again: false }
  }

  /** What the room becomes by it, to be taken by the caller; undefined where nothing does. */
  act(
    held: Held,
    deed: Act,
    asking: Asking,
    nowMs: number,
  ): { readonly room?: Room; readonly done: Done } {
    const { book } = this.#store
    const { by, key, dryRun } = asking
    const outlook = outlookOf(held.room, nowMs)
    const { version } = held.described
    const before = key === undefined ? undefined : book.log.done(by, deed.kind, key)
    if (before !== undefined) {
      const { changes } = before
      const effect = { before: outlook, after: outlook }
      return { done: { kind: 'done', version, changes, again: true, effect } }
    }
    const acted = act(held, deed, by.role === 'owner', nowMs)
    if (acted.kind === 'conflict') {
      const saw = deed.kind === 'change' ? deed.version : version
      return { done: { kind: 'conflict', version, since: book.log.since(saw) } }
    }
    if (acted.kind !== 'acted') return { done: acted }
    const { room, described } = acted.held
    const changes = [...acted.changes]
    const effect = { before: outlook, after: outlookOf(room, nowMs) }
    const answer = { version: described.version, changes, again: false, effect }
    if (dryRun) return { done: { ...answer, kind: 'would' } }
    book.write(described)
    this.#pressure.take(acted.rate, described.entry.pressure, room.settings.ratePerSecond, nowMs)
    if (changes.length > 0) {
      const made = described.version === version ? {} : { version: described.version }
      this.#log(deed.kind, asking, { ...made, changes }, nowMs)
    }
    return { room, done: { ...answer, kind: 'done' } }
  }

  /** A word to one session is in the log before it is said: a crash between loses no trace of it. */
  note(word: string, sessionId: string, asking: Asking, nowMs: number): void {
    const changes = [{ field: 'session', before: sessionId }]
    this.#log(word, asking, { changes }, nowMs)
  }

  remove(asking: Asking, nowMs: number): void {
    this.#store.book.remove()
    this.#log('remove', asking, { changes: [] }, nowMs)
  }

  figures(room: Room, described: Described, nowMs: number): Figures {
    return figuresOf(room, described, this.#pressure.by, nowMs)
  }

  #log(
    word: string,
    { by, requestId, key }: Asking,
    made: Pick<AuditEntry, 'version' | 'changes'>,
    nowMs: number,
  ): void {
    this.#store.book.log.add({ atMs: nowMs, by, act: word, requestId, ...made }, key)
  }
}

/** Before anybody came, or as it is now. */
export function viewOf(described: Described, room?: Room): RoomView {
  const { entry } = described
  return {
    ...described,
    ratePerSecond: room?.settings.ratePerSecond ?? entry.settings.ratePerSecond,
    phase: room === undefined ? 'scheduled' : phaseOf(room.course),
  }
}
