/**
 * Room → fan, as server-sent events: what a poll would answer, whenever that has changed, and why
 * a stream ends for good. It is ended every few minutes, and its page comes back.
 */
import { pollAnswer } from './poll.ts'
import { problemSchema } from './problem.ts'

/** The names of the events, and what stands in their data. */
export const streamEvents = {
  poll: pollAnswer,
  /** Do not come back by the same way: do what its `step` says. */
  problem: problemSchema,
} as const

/** Another page of the same place opened a stream here. It is the newest that is followed. */
export const STREAM_REPLACED = 'stream-replaced'
