/**
 * What cannot be taken in is set aside in a topic of its own, with the reason, so that what came with
 * it can go on. Its id is made of what it is and where it lay: set aside twice, it is one dead letter;
 * sent back and set aside again, it is another.
 */
import { createHash } from 'node:crypto'
import type { DeadLetter } from '../../core/topics/dead-letter.ts'
import { EVENT_MAX_BYTES } from '../../core/topics/event.ts'
import type { EventLog } from '../stores/events/event-log.ts'
import type { Log } from '../telemetry/log.ts'

export type SetAside = {
  readonly topic: string | null
  readonly reason: string
  /** The door it came in by, or the group that could not do with it what it does. */
  readonly by: string
  readonly text: string
  /** Where it lay in the log, once it was there. */
  readonly place?: string
}

export type SetAsideParts = {
  readonly events: Pick<EventLog, 'append'>
  readonly log: Log
  /** Counts them, for who watches. */
  readonly setAside: (by: string, count: number) => void
  readonly nowMs: () => number
}

/** Texts are kept up to a quarter of it in letters: none of UTF-8 takes more than four bytes. */
const KEPT_MAX_CHARS = EVENT_MAX_BYTES / 4
const REASON_MAX_CHARS = 500

export async function setAsideIn(parts: SetAsideParts, all: readonly SetAside[]): Promise<void> {
  const [first] = all
  if (first === undefined) return
  const letters = all.map((one) => deadLetterOf(one, parts.nowMs()))
  const messages = letters.map((letter) => ({ key: letter.id, value: JSON.stringify(letter) }))
  await parts.events.append('Dead_letter', messages)
  const { by, topic, reason } = first
  parts.setAside(by, all.length)
  parts.log('warn', { what: 'set-aside', by, count: all.length, topic, reason })
}

export function deadLetterOf(one: SetAside, atMs: number): DeadLetter {
  const { topic, reason, by, text, place = '' } = one
  const isCut = text.length > KEPT_MAX_CHARS && Buffer.byteLength(text) > EVENT_MAX_BYTES
  const id = createHash('sha256')
    .update(JSON.stringify([by, place, text]))
    .digest('base64url')
  const kept = isCut ? text.slice(0, KEPT_MAX_CHARS) : text
  return {
    id: `d${id}`,
    topic: 'Dead_letter',
    version: 1,
    source: 'origin',
    atMs,
    // A cut may leave half a letter, which no store takes.
    data: {
      topic: topic?.toWellFormed() ?? null,
      reason: reason.slice(0, REASON_MAX_CHARS).toWellFormed(),
      by,
      text: kept.toWellFormed(),
      isCut,
    },
  }
}
