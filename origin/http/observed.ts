/**
 * Every request, from its first to its last moment here: its id, its span, its line in the log and
 * its place in the measures. Of whom it was from and what was sent, none of them tell.
 */
import { SpanStatusCode, type Span } from '@opentelemetry/api'
import type { Context, MiddlewareHandler } from 'hono'
import { described, inShort, type Log, type LogLevel } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { OriginEnv } from './route.ts'
import { requestIdOf } from './standard-headers.ts'

const UNKNOWN_ROUTE = 'none'

export type Watch = { readonly log: Log; readonly metrics: Metrics; readonly tracing: Tracing }

/** `routine` are paths that machines ask every few seconds. */
export function observed(watch: Watch, routine: ReadonlySet<string>): MiddlewareHandler<OriginEnv> {
  const { tracing } = watch
  return async (c, next) => {
    const beganAtMs = performance.now()
    c.set('requestId', requestIdOf(c.req.header('X-Request-Id')))
    if (routine.has(c.req.path)) {
      await next()
    } else {
      const parent = tracing.extract(c.req.header())
      const traced = async (span: Span) => {
        c.set('traceId', span.spanContext().traceId)
        await next()
        note(span, c)
      }
      await tracing.withSpan(c.req.method, 'server', traced, { parent })
    }
    finish(c, watch, performance.now() - beganAtMs)
  }
}

function note(span: Span, c: Context<OriginEnv>): void {
  const { method } = c.req
  const route = routeOf(c)
  span.updateName(`${method} ${route}`)
  span.setAttributes({
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': c.res.status,
    'request.id': c.get('requestId'),
  })
  if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
}

function finish(c: Context<OriginEnv>, { log, metrics }: Watch, ms: number): void {
  const route = routeOf(c)
  const { status } = c.res
  const { method } = c.req
  metrics.requestDone({ route, method, status }, ms)
  log(levelOf(c), {
    requestId: c.get('requestId'),
    traceId: c.get('traceId'),
    method,
    route,
    status,
    ms: Math.round(ms),
    by: c.get('by'),
    ...(c.error !== undefined && { why: status === 500 ? described(c.error) : inShort(c.error) }),
  })
}

function routeOf(c: Context<OriginEnv>): string {
  return c.get('route')?.path ?? UNKNOWN_ROUTE
}

function levelOf(c: Context<OriginEnv>): LogLevel {
  if (c.res.status === 500) return 'error'
  if (c.res.status > 500) return 'warn'
  return c.get('route')?.isRoutine === true ? 'debug' : 'info'
}
