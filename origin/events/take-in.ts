/**
 * Events from outside, into the log. Whoever sent them is answered once the log has them all; one that
 * cannot be read is set aside and named, and keeps no other back. Sent again, as after an answer that
 * was lost, they are appended again: readers know them by their ids.
 */
import { EVENT_MAX_BYTES } from '../../core/topics/event.ts'
import { keyOf, readEvent, topics, type TopicName } from '../../core/topics/topics.ts'
import type { EventLog, Message } from '../stores/events/event-log.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import { inSpans } from './followed.ts'
import { setAsideIn, type SetAside, type SetAsideParts } from './set-aside.ts'

export type Door = 'edge'

export type TakenIn = {
  readonly kept: number
  readonly setAside: readonly { readonly at: number; readonly reason: string }[]
}

type Read =
  | { readonly kind: 'message'; readonly topic: TopicName; readonly message: Message }
  | { readonly kind: 'set-aside'; readonly topic: string | null; readonly reason: string }

export type TakeInParts = SetAsideParts & {
  readonly events: Pick<EventLog, 'append'>
  readonly tracing: Tracing
}

export const HALF_OF_A_LETTER = 'half of a letter'

export async function takeIn(
  parts: TakeInParts,
  events: readonly unknown[],
  door: Door,
): Promise<TakenIn> {
  const byTopic = new Map<TopicName, Message[]>()
  const keep = (topic: TopicName, message: Message) => {
    const kept = byTopic.get(topic)
    if (kept === undefined) byTopic.set(topic, [message])
    else kept.push(message)
  }
  const setAside: { at: number; reason: string }[] = []
  const letters: SetAside[] = []
  for (const [at, event] of events.entries()) {
    const text = textOf(event)
    const read = readAt(event, text, door)
    if (read.kind === 'message') keep(read.topic, read.message)
    else {
      const { topic, reason } = read
      letters.push({ topic, reason, by: door, text })
      setAside.push({ at, reason })
    }
  }
  for (const [topic, messages] of byTopic) await append(parts, topic, messages)
  await setAsideIn(parts, letters)
  return { kept: events.length - setAside.length, setAside }
}

/** Within a span for each that is followed, whose name goes on to who takes it in. */
function append(
  { events, tracing }: TakeInParts,
  topic: string,
  messages: Message[],
): Promise<void> {
  const said = [...messages]
  return inSpans(tracing, messages, {
    name: `log ${topic}`,
    kind: 'producer',
    act: () => events.append(topic, said),
    entered(at) {
      const message = messages[at]
      if (message !== undefined) said[at] = { ...message, headers: tracing.inject({}) }
    },
  })
}

function readAt(event: unknown, text: string, door: Door): Read {
  if (Buffer.byteLength(text) > EVENT_MAX_BYTES) {
    return { kind: 'set-aside', topic: null, reason: `longer than ${EVENT_MAX_BYTES} bytes` }
  }
  if (text === '') return { kind: 'set-aside', topic: null, reason: 'nested too deeply' }
  if (!isWellFormed(event, text)) {
    return { kind: 'set-aside', topic: null, reason: HALF_OF_A_LETTER }
  }
  const read = readEvent(event)
  if (read.kind === 'unreadable') return { ...read, kind: 'set-aside' }
  const { topic, trace } = read.event
  if (!mayCome(topic, door)) {
    return { kind: 'set-aside', topic, reason: `${topic} is not for the ${door} to say` }
  }
  // As it came: a reader that is newer than we are may know more of it.
  const headers = trace === undefined ? {} : { headers: { traceparent: trace } }
  return { kind: 'message', topic, message: { key: keyOf(read.event), value: text, ...headers } }
}

/** What is nested too deeply to be written down again is nothing that anybody could read. */
function textOf(event: unknown): string {
  try {
    return JSON.stringify(event)
  } catch {
    return ''
  }
}

/** Half of a pair of surrogates is JSON, and no text that a store takes. */
export function isWellFormed(event: unknown, text: string): boolean {
  // Only such a half must be written by its number, in whichever case; where none is, nobody has to look further.
  if (!/\\ud/i.test(text)) return true
  let isWell = true
  JSON.stringify(event, (name, value: unknown) => {
    isWell &&= name.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())
    return value
  })
  return isWell
}

export function isDoor(name: string): name is Door {
  return name === 'edge'
}

/** Nobody but the origin says what members did. */
export function mayCome(topic: TopicName, door: Door): boolean {
  const doors: readonly Door[] = topics[topic].doors
  return doors.includes(door)
}
