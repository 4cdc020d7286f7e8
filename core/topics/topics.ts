/** All topics, by name. The eight of member, view and search logs have the names Ticket Moa's have. */
import type { z } from 'zod'
import { searchLog, viewDetailLog } from './catalog-logs.ts'
import { deadLetter } from './dead-letter.ts'
import { envelope } from './event.ts'
import {
  kakaoLoginLog,
  kakaoLogoutLog,
  loginLog,
  logoutLog,
  signupLog,
  validate,
} from './member-logs.ts'
import { queueLog } from './queue-log.ts'

const PARTITIONS = 3

export const topics = {
  Queue_log: { event: queueLog, partitions: PARTITIONS, doors: ['edge'] },
  Validate: { event: validate, partitions: PARTITIONS, doors: [] },
  Login_log: { event: loginLog, partitions: PARTITIONS, doors: [] },
  Logout_log: { event: logoutLog, partitions: PARTITIONS, doors: [] },
  KakaoLogin_log: { event: kakaoLoginLog, partitions: PARTITIONS, doors: [] },
  KakaoLogout_log: { event: kakaoLogoutLog, partitions: PARTITIONS, doors: [] },
  Signup_log: { event: signupLog, partitions: PARTITIONS, doors: [] },
  View_detail_log: { event: viewDetailLog, partitions: PARTITIONS, doors: ['edge'] },
  Search_log: { event: searchLog, partitions: PARTITIONS, doors: ['edge'] },
  Dead_letter: { event: deadLetter, partitions: 1, doors: [] },
} as const satisfies Record<
  string,
  {
    readonly event: z.ZodType
    readonly partitions: number
    /** Who may say it from outside the origin. */
    readonly doors: readonly 'edge'[]
  }
>

export type TopicName = keyof typeof topics
export type LoggedEvent = z.infer<(typeof topics)[TopicName]['event']>

export function isTopic(name: string): name is TopicName {
  return Object.hasOwn(topics, name)
}

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: LoggedEvent }
  | { readonly kind: 'unreadable'; readonly topic: string | null; readonly reason: string }

/** Of a version that is not known here, and of a topic that is none, nothing is guessed. */
export function readEvent(input: unknown): ReadEvent {
  const outer = envelope.safeParse(input)
  const topic = topicIn(input)
  if (!outer.success) return { kind: 'unreadable', topic, reason: reasonOf(outer.error) }
  if (!isTopic(outer.data.topic)) {
    return { kind: 'unreadable', topic, reason: `there is no topic ${outer.data.topic}` }
  }
  const read = topics[outer.data.topic].event.safeParse(input)
  if (!read.success) return { kind: 'unreadable', topic, reason: reasonOf(read.error) }
  return { kind: 'event', event: read.data }
}

/** What comes one after another is of one key: a room, a performance; else each by itself. */
export function keyOf(event: LoggedEvent): string {
  if (event.topic === 'Queue_log') return event.data.room
  if (event.topic === 'View_detail_log') return event.data.performance
  if (event.topic === 'Dead_letter' || event.topic === 'Search_log') return event.id
  return event.data.member ?? event.id
}

function topicIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('topic' in input)) return null
  return typeof input.topic === 'string' ? input.topic.slice(0, 64).toWellFormed() : null
}

function reasonOf({ issues }: z.ZodError): string {
  const [first] = issues
  const field = first?.path.join('.') ?? ''
  return `${field === '' ? 'the event' : field}: ${first?.message ?? 'unreadable'}`.slice(0, 500)
}
