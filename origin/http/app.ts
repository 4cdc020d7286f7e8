/** The origin's HTTP: a table of routes, and what stands before each of them. */
import { Hono, type Context } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { AppError } from '../../core/problem.ts'
import { within } from '../deadline.ts'
import { answerProblem } from './answer-problem.ts'
import type { Assertions } from './assertions.ts'
import { describedRoutes } from './described-routes.ts'
import { guardsOf, type Guards, type Keyring } from './guards.ts'
import { observed, type Watch } from './observed.ts'
import { ownRoutes, type OwnParts } from './own-routes.ts'
import { readAs, readJson } from './read-request.ts'
import type { OriginEnv, Route } from './route.ts'
import { withStandardHeaders } from './standard-headers.ts'

const BODY_MAX_BYTES = 65_536
const TIME_LIMIT_MS = 30_000
const AGAIN_SECONDS = 5

export type AppParts = Watch &
  Omit<OwnParts, 'metrics'> & {
    /** What this origin is for, beside what any service has. */
    readonly routes: readonly Route[]
    readonly keyring: Keyring
    readonly assertions: Assertions
    readonly isEnding: () => boolean
  }

export function originApp(parts: AppParts): Hono<OriginEnv> {
  const routes = allRoutes(parts)
  const routine = routes.filter(({ isRoutine }) => isRoutine === true).map(({ path }) => path)
  const guards = guardsOf(parts.keyring, parts.assertions)
  const app = new Hono<OriginEnv>()
  app.use(observed(parts, new Set(routine)))
  app.use(withStandardHeaders(parts.isEnding))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, (c) => serve(c, route, guards))
  }
  app.notFound((c) =>
    answerProblem(c, new AppError('not-found', 'There is nothing at this address: see /docs.')),
  )
  app.onError((error, c) => answerProblem(c, error))
  return app
}

/** For who holds all of them against a rule, as well. */
export function allRoutes(parts: AppParts): readonly Route[] {
  const all: Route[] = [
    ...parts.routes,
    ...ownRoutes(parts),
    ...describedRoutes(() => all, parts.version),
  ]
  return all
}

async function serve(c: Context<OriginEnv>, route: Route, guards: Guards): Promise<Response> {
  c.set('route', route)
  await guards[route.who](c)
  const stopping = new AbortController()
  const late = () => {
    stopping.abort()
    return tooSlow()
  }
  const answer = await within(
    route.timeLimitMs ?? TIME_LIMIT_MS,
    handled(c, route, stopping.signal),
    late,
  )
  if (answer instanceof Response) return answer
  const headers = { 'Content-Type': 'application/json' }
  return c.body(JSON.stringify(answer), route.status ?? 200, headers)
}

async function handled(c: Context<OriginEnv>, route: Route, signal: AbortSignal): Promise<unknown> {
  const { params, query, body, bodyMaxBytes = BODY_MAX_BYTES } = route
  return route.handle({
    c,
    params: params && readAs(params, c.req.param(), 'path'),
    query: query && readAs(query, c.req.query(), 'query'),
    body: body && readAs(body, await readJson(c, bodyMaxBytes), 'body'),
    signal,
  })
}

function tooSlow(): AppError {
  const message = 'This took longer than it may, and may yet be done: ask again in a few seconds.'
  return new AppError('too-slow', message, { retryAfterSeconds: AGAIN_SECONDS })
}

function refuseMethod(c: Context<OriginEnv>, methods: string[]): Response {
  const allow = methods.join(', ')
  const message = `This address does not take ${c.req.method}: use ${allow}.`
  return answerProblem(c, new AppError('method-not-allowed', message), { Allow: allow })
}
