/** When a segment speaks to its room by itself, and what it hears back: core says when. */
import { COALESCE_MS, REPORT_SELDOM_MS } from '../../core/queue/limits.ts'
import { reportOf, type SegmentReport } from '../../core/queue/segment/report.ts'
import { neverReported, reported, reportDueMs } from '../../core/queue/segment/reporting.ts'
import type { Segment } from '../../core/queue/segment/segment.ts'
import type { AnswerWithDocument } from './messages.ts'
import { within } from './within.ts'

const ANSWER_MS = 2_000
/** After a report that was not answered. */
const AGAIN_MS = 1_000

export class SegmentReporter {
  #last = neverReported
  #revocationsHeard = 0
  /** The first change that no report has told of. */
  #changedAtMs = Infinity
  #notBeforeMs = 0
  #isOut = false

  noteChange(nowMs: number): void {
    this.#changedAtMs = Math.min(this.#changedAtMs, nowMs)
  }

  noteHeard(revocationsHeard: number): void {
    this.#revocationsHeard = revocationsHeard
  }

  /** When it is to speak. The seldom word is left to the alarm, which lets the object sleep. */
  dueMs(segment: Segment): number {
    if (this.#isOut || this.#changedAtMs === Infinity) return Infinity
    const dueMs = reportDueMs(segment, this.#last, this.#changedAtMs)
    return Math.max(dueMs, this.#notBeforeMs)
  }

  isSeldomDue(nowMs: number): boolean {
    return nowMs - this.#last.atMs >= REPORT_SELDOM_MS
  }

  /** All that the room is to know now: said as the answer to a call, or by itself. */
  say(segment: Segment, nowMs: number): SegmentReport {
    this.#last = reported(segment, this.#last.againInMs, nowMs)
    this.#changedAtMs = Infinity
    return reportOf(segment, this.#revocationsHeard, nowMs)
  }

  async send(
    segment: Segment,
    nowMs: number,
    tell: (report: SegmentReport) => Promise<AnswerWithDocument | undefined>,
  ): Promise<AnswerWithDocument | undefined> {
    this.#isOut = true
    try {
      const answer = await within(tell(this.say(segment, nowMs)), ANSWER_MS, 'room')
      if (answer !== undefined) this.#last = { ...this.#last, againInMs: answer.againInMs }
      return answer
    } catch {
      // Nobody may have heard it: what it said is news again.
      this.#last = { ...neverReported, againInMs: Math.max(COALESCE_MS, this.#last.againInMs) }
      this.#notBeforeMs = nowMs + AGAIN_MS
      this.noteChange(nowMs)
      return undefined
    } finally {
      this.#isOut = false
    }
  }
}
