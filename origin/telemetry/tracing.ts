/**
 * Spans: what a request or a message set off, how long each part took, and what it was part of. Sent
 * to Zipkin in batches from a queue that drops what it cannot hold, so that nobody ever waits for it.
 * Which span is the current one travels with `AsyncLocalStorage`; nothing global is touched, so two
 * origins in one process do not meet.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { within } from '../deadline.ts'
import { inShort, type Log } from './log.ts'
import { readTraceParent, traceHeaders } from './trace-parent.ts'
import { zipkin } from './zipkin.ts'

const SERVICE = 'admit-one-origin'
const BATCH = { maxQueueSize: 2_048, maxExportBatchSize: 512, exportTimeoutMillis: 5_000 }
const SEND_EVERY_MS = 1_000
const LAST_SEND_MS = 2_000

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
}

type Headers = Readonly<Record<string, string | undefined>>

type SpanOptions = {
  readonly attributes?: Attributes
  /** What it is part of, as `extract` read it; otherwise the span that is current. */
  readonly parent?: Context
}

export type Tracing = {
  /** Runs within a span, which ends with it. Names are few: a route's, a topic's, never an id. */
  readonly withSpan: <R>(
    name: string,
    kind: keyof typeof kinds,
    act: (span: Span) => Promise<R>,
    options?: SpanOptions,
  ) => Promise<R>
  /** The headers of a request or message, and which span it is sent from. */
  readonly inject: (headers: Readonly<Record<string, string>>) => Record<string, string>
  /** Names in small letters. */
  readonly extract: (headers: Headers) => Context
  /** Of the current span. */
  readonly traceId: () => string | undefined
  /** Sends what is left, as far as that goes in two seconds. */
  readonly shutdown: () => Promise<void>
}

export type TracingSettings = {
  readonly zipkinUrl: string | undefined
  readonly share: number
}

export function startTracing({ zipkinUrl, share }: TracingSettings, log: Log): Tracing {
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors:
      zipkinUrl === undefined
        ? []
        : [
            new BatchSpanProcessor({
              ...BATCH,
              scheduledDelayMillis: SEND_EVERY_MS,
              exporter: zipkin(zipkinUrl, log),
            }),
          ],
  })
  const tracer = provider.getTracer(SERVICE)
  const current = new AsyncLocalStorage<Context>()
  const active = () => current.getStore() ?? ROOT_CONTEXT

  return {
    withSpan(name, kind, act, { attributes = {}, parent = active() } = {}) {
      // The resource that names a service otherwise would take a package of its own to make.
      const named = { ...attributes, 'service.name': SERVICE }
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: named }, parent)
      return current.run(trace.setSpan(parent, span), async () => {
        try {
          return await act(span)
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: kindOf(error) })
          throw error
        } finally {
          span.end()
        }
      })
    },
    inject(headers) {
      const from = trace.getSpanContext(active())
      return from === undefined ? { ...headers } : { ...headers, ...traceHeaders(from) }
    },
    extract({ traceparent, tracestate }) {
      const from = readTraceParent(traceparent, tracestate)
      return from === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, from)
    },
    traceId: () => trace.getSpanContext(active())?.traceId,
    async shutdown() {
      await within(LAST_SEND_MS, provider.shutdown(), late).catch((error: unknown) => {
        log('warn', { what: 'spans-lost', why: inShort(error) })
      })
    },
  }
}

function late(): Error {
  return new Error('Zipkin did not take the last spans in time.')
}

/** A name or a code: messages may say more than a trace should. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
