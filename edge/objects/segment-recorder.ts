/** What a segment writes down: whom it calls at once, all else together with what comes within a second. */
import { segmentLine, type Freed } from '../../core/operate/record-lines.ts'
import type { Step } from '../../core/queue/segment/effects.ts'
import { recordOf, segmentRecord } from '../../core/queue/segment/record.ts'
import type { Segment } from '../../core/queue/segment/segment.ts'
import { RecordRows, type RecordPage } from './record-rows.ts'
import type { Rows } from './rows.ts'

const TOGETHER_MS = 1_000
/** Each of 2,048 fans is called, and comes back, a few times. */
const LINES_MAX = 50_000
const PAGE = 2_000

export class SegmentRecorder {
  readonly #rows: RecordRows
  #wroteAtMs = 0
  /** What is not written down yet. A crash costs when it was, and not that it was: totals go along. */
  #isOwed = false
  #freed: Freed[] = []

  constructor(rows: Rows) {
    this.#rows = new RecordRows(rows, LINES_MAX)
    this.#rows.make()
  }

  note(before: Segment, step: Step, nowMs: number): void {
    const slots = step.segment.returned - before.returned
    if (slots > 0) this.#freed.push({ atMs: nowMs, slots })
    const record = segmentRecord(before, step, nowMs)
    if (record === undefined && !this.#isOwed) return
    const called = record?.called ?? []
    if (called.length > 0 || nowMs - this.#wroteAtMs >= TOGETHER_MS) {
      this.#write(step.segment, called, nowMs)
    } else this.#isOwed = true
  }

  /** Whoever reads has all of it. */
  page(segment: Segment, after: number, nowMs: number): RecordPage {
    if (this.#isOwed) this.#write(segment, [], nowMs)
    return this.#rows.page(after, PAGE)
  }

  #write(segment: Segment, called: readonly number[], nowMs: number): void {
    const { lane, index } = segment.name
    this.#rows.add(segmentLine(lane, index, recordOf(segment, called, nowMs), this.#freed))
    this.#freed = []
    this.#wroteAtMs = nowMs
    this.#isOwed = false
  }
}
