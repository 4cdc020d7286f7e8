/** R6: what a document says, held against what the books are sure of and what is possible. */
import { bitsFromText } from '../bits-text.ts'
import { countBelow } from '../bits.ts'
import { applyChange, changeBetween } from '../segment/change.ts'
import { documentOf } from '../segment/document.ts'
import { countsOf } from '../segment/report.ts'
import type { Segment } from '../segment/segment.ts'
import type { SegmentRecord } from './record.ts'

/** A change has a version of its own, and leads from one document to the next. */
export function changeFault(before: Segment, after: Segment, nowMs: number): string | undefined {
  if (before.boot !== after.boot || showTheSame(before, after)) return undefined
  const [old, now] = [documentOf(before, nowMs), documentOf(after, nowMs)]
  const same = JSON.stringify({ ...old, version: now.version }) === JSON.stringify(now)
  if (!same && old.version[1] >= now.version[1]) return 'a change without a new version'
  const applied = applyChange(old, changeBetween(old, now))
  const leads =
    applied.kind === 'applied' && JSON.stringify(applied.document) === JSON.stringify(now)
  return leads ? undefined : 'the change does not lead to the document'
}

/** Nothing that a document is made of was touched. */
function showTheSame(before: Segment, after: Segment): boolean {
  const parts = ['sequence', 'presence', 'gone', 'lapsed', 'offered', 'generation'] as const
  return parts.every((part) => before[part] === after[part])
}

/** Ahead of every position: no fewer than surely are present, no more than possibly can be. */
export function countFault(
  record: SegmentRecord,
  segment: Segment,
  nowMs: number,
): string | undefined {
  const present = bitsFromText(segment.span, documentOf(segment, nowMs).present)
  if (present === undefined) return 'the document cannot be read'
  const first = segment.name.index * segment.span
  let sure = 0
  let possible = 0
  for (let position = first; position < first + segment.span; position += 1) {
    const told = countBelow(present, position - first)
    if (told < sure || told > possible) return `${told} ahead of ${position} is not true`
    if (record.surelyPresent(position, nowMs)) sure += 1
    const mayWait = !record.offers.has(position) && !record.surelyAbsent(position, nowMs)
    if (mayWait) possible += 1
  }
  return countsOf(segment).waiting < sure ? 'present fans are missing from the count' : undefined
}
