import { Hono } from 'hono'
import { answerProblem } from '../answer-problem.tsx'
import type { Bindings, EdgeEnv } from '../settings.ts'
import { setRequestId } from '../standard-headers.ts'

/** What went wrong before a shop becomes the same answers and pages as everywhere else. */
export async function answerFault(
  error: unknown,
  request: Request,
  env: Bindings,
  context: ExecutionContext,
): Promise<Response> {
  const app = new Hono<EdgeEnv>()
  app.all('*', (c) => {
    setRequestId(c)
    return answerProblem(c, error)
  })
  return app.fetch(request, env, context)
}
