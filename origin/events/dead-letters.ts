/**
 * Dead letters as documents, for a person to look at and to send back once what kept them out is
 * mended. Sent back, a letter keeps its id: whoever did take it before does not take it twice.
 */
import { keyOf, type LoggedEvent } from '../../core/topics/topics.ts'
import type { Collection, Documents, Index, Page } from '../stores/documents/documents.ts'
import type { EventLog } from '../stores/events/event-log.ts'
import { StoreFailure } from '../stores/failure.ts'
import { readText, type Handling } from './consume.ts'
import { clearsOld } from './kept-for.ts'
import { HALF_OF_A_LETTER, isDoor, isWellFormed, mayCome } from './take-in.ts'

export type Letter = {
  readonly _id: string
  readonly state: 'waiting' | 'replayed'
  /** Of the letter; null where it did not say one. */
  readonly topic: string | null
  readonly reason: string
  readonly by: string
  readonly text: string
  readonly isCut: boolean
  readonly atMs: number
  readonly replayedAtMs: number | null
}

const indexes: readonly Index[] = [{ fields: ['state', 'atMs'] }, { fields: ['atMs'] }]

export function deadLetters(documents: Documents): Promise<Collection<Letter>> {
  return documents.collection<Letter>('dead_letters', indexes)
}

/** A letter that nobody looked at in that time is old news, too. */
export function keepsDeadLetters(letters: Collection<Letter>, nowMs: () => number): Handling {
  const clear = clearsOld(letters, nowMs)
  return {
    group: 'dead-letters',
    topics: ['Dead_letter'],
    async apply(events) {
      await letters.bulk(events.flatMap(letterOf).map((letter) => ({ insert: letter })))
      await clear()
    },
  }
}

function letterOf(event: LoggedEvent): Letter[] {
  if (event.topic !== 'Dead_letter') return []
  const { id, atMs, data } = event
  return [{ _id: id, state: 'waiting', atMs, replayedAtMs: null, ...data }]
}

export type Looked = {
  readonly state: Letter['state']
  readonly limit: number
  readonly after?: string
}

/** The newest first. */
export function look(
  letters: Collection<Letter>,
  { state, limit, after }: Looked,
): Promise<Page<Letter>> {
  const sort = { field: 'atMs', order: -1 } as const
  return letters.page({ state }, { sort, limit, ...(after !== undefined && { after }) })
}

export type Replayed =
  | { readonly kind: 'replayed'; readonly topic: string }
  | { readonly kind: 'no-letter' }
  | { readonly kind: 'already'; readonly atMs: number }
  /** As little as when it was set aside, or cut off; or it is nothing that the log takes. */
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Appended first, and then marked: between the two it may go twice, and is taken once. */
export async function replay(
  { letters, events }: { letters: Collection<Letter>; events: Pick<EventLog, 'append'> },
  id: string,
  nowMs: number,
): Promise<Replayed> {
  const letter = await letters.findOne({ _id: id })
  if (letter === undefined) return { kind: 'no-letter' }
  if (letter.replayedAtMs !== null) return { kind: 'already', atMs: letter.replayedAtMs }
  if (letter.isCut) return { kind: 'unreadable', reason: 'it was too long to be kept whole' }
  const read = readText(letter.text)
  if (read.kind === 'unreadable') return read
  if (!isWellFormed(JSON.parse(letter.text), letter.text)) {
    return { kind: 'unreadable', reason: HALF_OF_A_LETTER }
  }
  if (isDoor(letter.by) && !mayCome(read.event.topic, letter.by)) {
    return { kind: 'unreadable', reason: `${read.event.topic} is not for the ${letter.by} to say` }
  }
  try {
    await events.append(read.event.topic, [{ key: keyOf(read.event), value: letter.text }])
  } catch (error) {
    if (!(error instanceof StoreFailure && error.isRefusal)) throw error
    return { kind: 'unreadable', reason: error.message }
  }
  await letters.update({ _id: id }, { $set: { state: 'replayed', replayedAtMs: nowMs } })
  return { kind: 'replayed', topic: read.event.topic }
}
