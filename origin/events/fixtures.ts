/** A log in memory for what does not depend on a log's own behaviour, and tracing that goes nowhere. */
import { createLog, type Log } from '../telemetry/log.ts'
import type { EventLog, LoggedMessage, Message, Subscription } from '../stores/events/event-log.ts'
import { StoreFailure } from '../stores/failure.ts'
import { startTracing, type Tracing } from '../telemetry/tracing.ts'

export type MemoryLog = Pick<EventLog, 'append' | 'subscribe'> & {
  readonly appended: Map<string, Message[]>
  readonly values: (topic: string) => unknown[]
  /** From now on every append fails so, or succeeds again. */
  fail: (error: StoreFailure | undefined) => void
  /** What has this key is refused from now on. */
  refuse: (key: string) => void
  /** Hands what was appended to whoever subscribed, once; as the real ones do again and again. */
  deliver: () => Promise<void>
}

export function memoryLog(): MemoryLog {
  const appended = new Map<string, Message[]>()
  let failure: StoreFailure | undefined
  let refused: string | undefined
  let subscription: Subscription | undefined
  return {
    appended,
    values: (topic) => (appended.get(topic) ?? []).map(({ value }): unknown => JSON.parse(value)),
    fail: (error) => {
      failure = error
    },
    refuse: (key) => {
      refused = key
    },
    append: async (topic, messages) => {
      if (failure !== undefined) throw failure
      if (messages.some(({ key }) => key === refused)) {
        throw new StoreFailure('bad-request', 'no such key')
      }
      appended.set(topic, [...(appended.get(topic) ?? []), ...messages])
    },
    subscribe: (asked) => {
      subscription = asked
      return { joined: Promise.resolve(), stop: async () => {} }
    },
    async deliver() {
      for (const topic of subscription?.topics ?? []) {
        const messages = (appended.get(topic) ?? []).map((message, offset): LoggedMessage => ({
          headers: {},
          ...message,
          topic,
          partition: 0,
          offset,
          appendedAtMs: 0,
        }))
        if (messages.length === 0) continue
        const batch = { topic, partition: 0, messages }
        await subscription?.handle(batch, new AbortController().signal)
      }
    },
  }
}

const silent: Log = createLog('error', () => {})

/** How many were set aside, by whom. */
type Counted = Map<string, number>

export function partsWith(events: MemoryLog, nowMs = 5) {
  const counted: Counted = new Map()
  const setAside = (by: string, count: number) => {
    counted.set(by, (counted.get(by) ?? 0) + count)
  }
  return { events, tracing: untraced(), log: silent, setAside, nowMs: () => nowMs, counted }
}

function untraced(): Tracing {
  return startTracing({ zipkinUrl: undefined, share: 0 }, silent)
}

/** As the edge says it: so many joined. */
export function joinedEvent(no: number, changes: object = {}) {
  return {
    id: `hall:e1:${no}`,
    topic: 'Queue_log' as const,
    version: 1 as const,
    source: 'edge' as const,
    atMs: 1_800_000_000_000 + no,
    data: {
      kind: 'joined' as const,
      room: 'hall',
      epoch: 'e1',
      lane: 'general',
      count: 2,
      total: 2 * no,
    },
    ...changes,
  }
}

/** Of an event that is followed: each number is a trace. */
export function traceOf(no: number): { readonly id: string; readonly parent: string } {
  const id = String(no).padStart(32, 'a')
  return { id, parent: `00-${id}-${'b'.repeat(16)}-01` }
}

/** The same, and which spans there were, in which trace: the outermost first. */
export function noting(tracing: Tracing) {
  const spans: [name: string, trace: string | undefined][] = []
  const noted: Tracing = {
    ...tracing,
    withSpan: (name, kind, act, options) =>
      tracing.withSpan(
        name,
        kind,
        (span) => {
          spans.push([name, tracing.traceId()])
          return act(span)
        },
        options,
      ),
  }
  return { spans, tracing: noted }
}
