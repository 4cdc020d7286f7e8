/**
 * Which trace a request or a message belongs to, as the W3C's Trace Context spells it in the headers
 * `traceparent` and `tracestate`. What cannot be read begins a trace of its own.
 */
import { createTraceState, isSpanContextValid, type SpanContext } from '@opentelemetry/api'

/** Later versions may say more after a further dash; of version 00 that is a fault. */
const PARENT = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const SAMPLED = 1
const STATE_MAX_CHARS = 512

export type TraceHeaders = { readonly traceparent: string; readonly tracestate?: string }

export function readTraceParent(
  parent: string | undefined,
  state: string | undefined,
): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', more] = PARENT.exec(parent ?? '') ?? []
  if (version === undefined || (version === '00' && more !== undefined)) return undefined
  const traceFlags = Number.parseInt(flags, 16) & SAMPLED
  const read: SpanContext = {
    traceId,
    spanId,
    traceFlags,
    isRemote: true,
    ...(state !== undefined &&
      state.length <= STATE_MAX_CHARS && { traceState: createTraceState(state) }),
  }
  return isSpanContextValid(read) ? read : undefined
}

export function traceHeaders({
  traceId,
  spanId,
  traceFlags,
  traceState,
}: SpanContext): TraceHeaders {
  const flags = (traceFlags & SAMPLED).toString(16).padStart(2, '0')
  const state = traceState?.serialize() ?? ''
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    ...(state !== '' && { tracestate: state }),
  }
}
