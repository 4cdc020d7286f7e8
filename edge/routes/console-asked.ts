/** The console asks as the operators' interface is asked, in the same Worker: never by a request to ourselves. */
import type { Context } from 'hono'
import type { Asked } from '../operate/asked.ts'
import type { EdgeEnv } from '../settings.ts'

type Given<Query, Body> = {
  readonly query: Query
  readonly body: Body
  readonly params?: Readonly<Record<string, string>>
  readonly key?: string
}

export function askedOf<Query, Body>(
  c: Context<EdgeEnv>,
  { query, body, params = c.req.param(), key }: Given<Query, Body>,
): Asked<Query, Body> {
  return {
    env: c.env,
    actor: c.var.actor,
    requestId: c.var.requestId,
    key,
    params,
    query,
    body,
    request: c.req.raw,
    waitUntil: (promise) => c.executionCtx.waitUntil(promise),
  }
}
