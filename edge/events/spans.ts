/**
 * The edge's part of a trace, as Zipkin reads it: that an event waited here until the origin had it.
 * Said beside the work, and never a reason for it to fail.
 */
import { z } from 'zod'
import { envelope } from '../../core/topics/event.ts'
import { logFault } from '../objects/log.ts'
import type { Bindings } from '../settings.ts'

const SAY_WITHIN_MS = 2_000
const traced = envelope.required({ trace: true }).extend({ data: z.object({ kind: z.string() }) })

type Span = {
  readonly traceId: string
  readonly id: string
  readonly name: string
  readonly timestamp: number
  readonly duration: number
  readonly localEndpoint: { readonly serviceName: string }
  readonly tags: Readonly<Record<string, string>>
}

/** Of those that are followed. Zipkin counts in microseconds. */
export function spansOf(events: readonly unknown[], deliveredAtMs: number): Span[] {
  return events.flatMap((event) => {
    const read = traced.safeParse(event)
    if (!read.success) return []
    const { trace, atMs, id, topic, data } = read.data
    const [, traceId = '', spanId = ''] = trace.split('-')
    return [
      {
        traceId,
        id: spanId,
        name: `tell ${data.kind}`,
        timestamp: atMs * 1_000,
        duration: Math.max(1, (deliveredAtMs - atMs) * 1_000),
        localEndpoint: { serviceName: 'admit-one-edge' },
        tags: { 'event.id': id, 'event.topic': topic },
      },
    ]
  })
}

export async function tellSpans(env: Bindings, spans: readonly Span[]): Promise<void> {
  if (env.ZIPKIN_URL === undefined || spans.length === 0) return
  try {
    const response = await fetch(env.ZIPKIN_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(spans),
      signal: AbortSignal.timeout(SAY_WITHIN_MS),
    })
    await response.body?.cancel()
  } catch (error) {
    logFault('spans', error, { spans: spans.length })
  }
}
