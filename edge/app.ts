import { Hono, type Context } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { AppError } from '../core/problem.ts'
import { answerProblem } from './answer-problem.tsx'
import { health } from './routes/health.ts'
import { home } from './routes/home.tsx'
import { rooms } from './routes/rooms.ts'
import { version } from './routes/version.ts'
import { securityHeaders } from './security-headers.ts'
import type { EdgeEnv } from './settings.ts'

/** The Worker's routes, and the one place where what went wrong becomes an answer. */
export function createApp(): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>()
  app.use(requestId(), securityHeaders)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  app.route('/', home)
  app.route('/healthz', health)
  app.route('/version', version)
  app.route('/rooms', rooms)
  app.notFound((c) =>
    answerProblem(c, new AppError('not-found', 'There is nothing at this address: check it.')),
  )
  app.onError((error, c) => answerProblem(c, error))
  return app
}

function refuseMethod(c: Context<EdgeEnv>, methods: string[]): Response | Promise<Response> {
  const allow = methods.join(', ')
  c.header('Allow', allow)
  const message = `This address does not take ${c.req.method}: use ${allow}.`
  return answerProblem(c, new AppError('method-not-allowed', message))
}
