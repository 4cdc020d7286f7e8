/**
 * A batch is taken at once, and many traces may follow something in it. Each of them is to show that
 * step, and Zipkin knows no links between spans: so there is a span for each trace, one around the
 * other, and within all of them what is done once.
 */
import type { Message } from '../stores/events/event-log.ts'
import type { Tracing } from '../telemetry/tracing.ts'

/** Of one batch so many are followed on, however many were followed until here. */
const FOLLOWED_MAX = 16

type Step<Result> = {
  readonly name: string
  readonly kind: 'producer' | 'consumer'
  readonly attributes?: Readonly<Record<string, string | number>>
  readonly act: () => Promise<Result>
  /** Called within the span of the message at this place, before anything is done. */
  readonly entered?: (at: number) => void
}

/** What is done is part of the first trace; where nothing is followed, of what goes on at the moment. */
export function inSpans<Result>(
  tracing: Tracing,
  messages: readonly Pick<Message, 'headers'>[],
  { name, kind, attributes = {}, act, entered = () => {} }: Step<Result>,
): Promise<Result> {
  const around = (inner: () => Promise<Result>, at: number) => {
    const parent = tracing.extract(messages[at]?.headers ?? {})
    const within = () => {
      entered(at)
      return inner()
    }
    return () => tracing.withSpan(name, kind, within, { attributes, parent })
  }
  const places = followedIn(messages)
  if (places.length === 0) return tracing.withSpan(name, kind, act, { attributes })
  return places.reduce(around, act)()
}

/** The place of the first message of each trace. */
function followedIn(messages: readonly Pick<Message, 'headers'>[]): number[] {
  const places = new Map<string, number>()
  for (const [at, { headers }] of messages.entries()) {
    const trace = headers?.['traceparent']
    if (trace !== undefined && !places.has(trace)) places.set(trace, at)
    if (places.size === FOLLOWED_MAX) break
  }
  return [...places.values()]
}
