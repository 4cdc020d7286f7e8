/**
 * R6: what is said, held against the books at the instant it is said: counts of segments lie
 * between who surely and who possibly is here, and the room's document is not older than it may.
 */
import { bitsFromText } from '../../core/queue/bits-text.ts'
import { has } from '../../core/queue/bits.ts'
import { advance } from '../../core/queue/segment/advance.ts'
import { countsOf } from '../../core/queue/segment/report.ts'
import { documentOf } from '../../core/queue/segment/document.ts'
import type { SegmentMachine } from './machines/segment.ts'
import type { Sale } from './sale.ts'

/** Of the 3 s that near counts may be old, one is for the way from the room to the page. */
const NEAR_AGE_MS = 2_000
/** Segments whose documents are looked at in a second. */
const DOCUMENTS_A_SECOND = 1

export class TruthCheck {
  readonly #sale: Sale

  constructor(sale: Sale) {
    this.#sale = sale
  }

  endSecond(): void {
    const sale = this.#sale
    if (!sale.isOpen) return
    const followed = sale.segments.all.filter(({ isFollowed, isSilent }) => isFollowed && !isSilent)
    for (let look = 0; look < Math.min(DOCUMENTS_A_SECOND, followed.length); look += 1) {
      const machine = followed[Math.floor(sale.dice.next() * followed.length)]
      if (machine) this.#document(machine)
    }
    if (!sale.isExcused) this.#age()
  }

  #age(): void {
    const { books, clock } = this.#sale
    const ageMs = clock.nowMs - this.#sale.document().asOfMs
    books.faults.hold('R6', ageMs <= NEAR_AGE_MS, clock.nowMs, () => `near counts ${ageMs} ms old`)
  }

  /** Ahead of every place of the segment, and gone before it. */
  #document({ state: before, nowMs, lane, index, bornAtMs }: SegmentMachine): void {
    const { books, clock } = this.#sale
    // Whoever fetches a document moves the segment on first, as every call does.
    const state = advance(before, nowMs).segment
    const document = documentOf(state, nowMs)
    const present = bitsFromText(state.span, document.present)
    if (present === undefined) return
    const first = index * state.span
    let sure = 0
    let possible = 0
    let told = 0
    let fault: string | undefined
    for (let offset = 0; offset < state.span; offset += 1) {
      if (told < sure || told > possible) {
        fault ??= `${told} told before ${first + offset}: from ${sure} to ${possible} are`
      }
      if (has(present, offset)) told += 1
      const fan = books.line.fanAt(lane, first + offset)
      if (fan < 0) continue
      if (books.line.surelyHere(fan, clock.nowMs)) sure += 1
      if (!books.line.surelyAway(fan, clock.nowMs, bornAtMs)) possible += 1
    }
    const { waiting } = countsOf(state)
    if (waiting !== told) fault ??= `${waiting} reported, and the document says ${told}`
    books.faults.hold('R6', fault === undefined, clock.nowMs, () => fault ?? '')
  }
}
