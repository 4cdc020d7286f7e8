import { Hono, type Context } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { OPERATE_API } from '../core/operate/route.ts'
import { AppError } from '../core/problem.ts'
import { answerProblem } from './answer-problem.tsx'
import { operateApi } from './operate/api.ts'
import { admission } from './routes/admission.ts'
import { operateConsole } from './routes/console.tsx'
import { docs } from './routes/docs.tsx'
import { enter } from './routes/enter.ts'
import { health } from './routes/health.ts'
import { home } from './routes/home.tsx'
import { keys } from './routes/keys.ts'
import { metrics } from './routes/metrics.ts'
import { openapi } from './routes/openapi.ts'
import { operateOpenapi } from './routes/operate-openapi.ts'
import { roomLook } from './routes/room-look.ts'
import { roomPage } from './routes/room-page.tsx'
import { rooms } from './routes/rooms.ts'
import { socket } from './routes/socket.ts'
import { stream } from './routes/stream.ts'
import { version } from './routes/version.ts'
import type { EdgeEnv } from './settings.ts'
import { withStandardHeaders } from './standard-headers.ts'

/** The Worker's routes, and the one place where what went wrong becomes an answer. */
export function createApp(): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>()
  // Asked by every fan, again and again: their answers are built without what follows.
  app.route('/rooms', rooms)
  app.route('/rooms', stream)
  app.route('/rooms', admission)
  app.route('/rooms', enter)
  app.route(OPERATE_API, operateApi)
  app.use(withStandardHeaders)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  app.route('/', home)
  app.route('/operate/openapi.json', operateOpenapi)
  app.get('/operate/', (c) => c.redirect('/operate', 301))
  app.route('/operate', operateConsole)
  app.route('/healthz', health)
  app.route('/metrics', metrics)
  app.route('/version', version)
  app.route('/docs', docs)
  app.route('/.well-known', keys)
  app.route('/openapi.json', openapi)
  app.route('/rooms', roomLook)
  app.route('/rooms', roomPage)
  app.route('/rooms', socket)
  app.notFound((c) =>
    answerProblem(c, new AppError('not-found', 'There is nothing at this address: check it.')),
  )
  app.onError((error, c) => answerProblem(c, error))
  return app
}

function refuseMethod(c: Context<EdgeEnv>, methods: string[]): Response | Promise<Response> {
  const allow = methods.join(', ')
  const message = `This address does not take ${c.req.method}: use ${allow}.`
  return answerProblem(c, new AppError('method-not-allowed', message), { Allow: allow })
}
