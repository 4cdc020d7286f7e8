/** The operators' interface: each route of the table, its role asked for before anything is read. */
import { Hono } from 'hono'
import type { z } from 'zod'
import { operateRoutes, type OperateRouteId } from '../../core/operate/routes.ts'
import type { OperateRoute } from '../../core/operate/route.ts'
import { AppError } from '../../core/problem.ts'
import { answerJson } from '../answer-json.ts'
import { bodyOf, keyIn, readAs } from '../routes/room-request.ts'
import type { EdgeEnv } from '../settings.ts'
import { setRequestId } from '../standard-headers.ts'
import { actorFor } from './actor.ts'
import type { Asked } from './asked.ts'
import { Conflict } from './conflict.ts'
import { operatorHandlers } from './operator-handlers.ts'
import { roomActs } from './room-acts.ts'
import { roomHandlers } from './room-handlers.ts'

/** A room with a look and a shop is some kilobytes. */
const BODY_MAX_BYTES = 65_536

type Parsed<Id extends OperateRouteId, Part extends 'query' | 'body'> =
  (typeof operateRoutes)[Id] extends Record<Part, infer Schema extends z.ZodType>
    ? z.infer<Schema>
    : undefined

/** Every route is answered, and with what the table says. */
export type Handlers<Ids extends OperateRouteId> = {
  readonly [Id in Ids]: (
    asked: Asked<Parsed<Id, 'query'>, Parsed<Id, 'body'>>,
  ) => Promise<z.infer<(typeof operateRoutes)[Id]['answer']>>
}

const handlers: Handlers<OperateRouteId> = { ...roomHandlers, ...roomActs, ...operatorHandlers }

export const operateApi = new Hono<EdgeEnv>()

for (const [id, route] of Object.entries(operateRoutes)) {
  if (isRouteId(id)) serve(route, handlers[id])
}

/** Any of them: what it is handed was read by the schemas of its own route. */
type Handler = { handle(asked: Asked<unknown, unknown>): Promise<unknown> }['handle']

function serve(route: OperateRoute, handler: Handler): void {
  operateApi.on(route.method.toUpperCase(), route.path, async (c) => {
    setRequestId(c)
    const actor = await actorFor(c, route.role)
    const query = route.query === undefined ? undefined : readAs(route.query, c.req.query())
    const body = route.body === undefined ? undefined : await bodyOf(c, route.body, BODY_MAX_BYTES)
    const key = keyIn(c.req.header('Idempotency-Key'), 'Idempotency-Key')
    try {
      const answer = await handler({
        env: c.env,
        actor,
        requestId: c.get('requestId'),
        key,
        params: c.req.param(),
        query,
        body,
        request: c.req.raw,
        waitUntil: (promise) => c.executionCtx.waitUntil(promise),
      })
      return answerJson(c, answer, route.status ?? 200)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return answerJson(c, error.answer, 409)
    }
  })
}

function isRouteId(id: string): id is OperateRouteId {
  return id in operateRoutes
}

operateApi.all('*', (c) => {
  setRequestId(c)
  throw new AppError('not-found', 'There is nothing at this address: see /operate/openapi.json.')
})
