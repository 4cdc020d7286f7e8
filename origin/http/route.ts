/**
 * One route of the origin, whole: where it is, who may ask, what is sent and answered, and what is
 * done. From the table of them come the router, its guards, /openapi.json and /docs.
 */
import type { Context } from 'hono'
import type { z } from 'zod'
import type { ProblemCode } from '../../core/problem.ts'
import type { Admission } from '../../verify/outcomes.ts'

/**
 * open: anybody. service: one of our own services, by its key. metrics: a service, or Prometheus by
 * a token of its own. assertion: whoever the gateway says was admitted.
 */
export type Who = 'open' | 'service' | 'metrics' | 'assertion'

/** What a request carries from what stands before a handler. */
export type OriginEnv = {
  Variables: {
    requestId: string
    /** Undefined where nothing is at the address. */
    route: Route | undefined
    traceId: string | undefined
    /** The id of the key that a service came with. */
    by: string | undefined
    /** Behind the gateway: undefined where there was no line, or none that could be seen. */
    admission: Admission | undefined
    /** Behind the gateway: let through unseen. */
    marked: boolean
  }
}

export type Asked<Params, Query, Body> = {
  readonly c: Context<OriginEnv>
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Aborted when the route's time is up: what goes on after that, nobody hears of. */
  readonly signal: AbortSignal
}

type Described<Answer, Params, Query, Body> = {
  /** Its name in OpenAPI. */
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: `/${string}`
  readonly who: Who
  readonly title: string
  readonly what: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** 64 KiB, unless it says otherwise. */
  readonly bodyMaxBytes?: number
  /** 30 s, unless it says otherwise; reading the body counts. */
  readonly timeLimitMs?: number
  readonly status?: 200 | 201 | 202
  /** JSON, unless a handler answers a `Response` of its own. */
  readonly media?: 'application/json' | 'text/plain' | 'text/html'
  readonly answer: Answer
  /** What else may be answered, beside what every route may. */
  readonly codes: readonly ProblemCode[]
  /** Asked every few seconds by machines: logged at `debug`, and in no trace. */
  readonly isRoutine?: true
}

type Handler = { handle(asked: Asked<unknown, unknown, unknown>): Promise<unknown> }['handle']

/** Any of them: what its handler is given was read by its own schemas. */
export type Route = Described<z.ZodType, z.ZodType, z.ZodType, z.ZodType> & {
  readonly handle: Handler
}

/**
 * Of what a route has no schema for, its handler is told nothing: `undefined`. What it answers is held
 * against the schema, and the schema is not guessed from it: a literal is said `as const`.
 */
type Spec<Answer, Params, Query, Body> = Described<
  z.ZodType<unknown, Answer>,
  z.ZodType<Params>,
  z.ZodType<Query>,
  z.ZodType<Body>
> & {
  readonly handle: (
    asked: Asked<NoInfer<Params>, NoInfer<Query>, NoInfer<Body>>,
  ) => Promise<NoInfer<Answer> | Response>
}

/** A route whose handler is held to its schemas. */
export function route<Answer, Params = undefined, Query = undefined, Body = undefined>(
  spec: Spec<Answer, Params, Query, Body>,
): Route {
  return spec
}
