/** The operators' pages. They stand on the interface's own handlers, and work without a script. */
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { listQuery } from '../../core/operate/requests.ts'
import { AppError } from '../../core/problem.ts'
import { roomIdSchema } from '../../core/queue/room/entry.ts'
import { actorOf } from '../operate/actor.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { RoomsPage } from '../web/console/rooms-page.tsx'
import { answerPage } from '../web/page.tsx'
import { language } from '../web/reader-language.ts'
import { askedOf } from './console-asked.ts'
import { aroundOf, showSignIn } from './console-gate.tsx'
import { consoleLog } from './console-log.tsx'
import { consoleNewRoom } from './console-new-room.tsx'
import { consoleOperators } from './console-operators.tsx'
import { consoleRecord } from './console-record.ts'
import { consoleRemoval } from './console-removal.tsx'
import { consoleRehearse } from './console-rehearse.tsx'
import { consoleReport } from './console-report.tsx'
import { consoleSale } from './console-sale.tsx'
import { consoleSession } from './console-session.ts'
import { consoleSettings } from './console-settings.tsx'
import { readAs } from './room-request.ts'

const ROOMS_A_PAGE = 50

export const operateConsole = new Hono<EdgeEnv>()

/** Of one reader and one instant: nothing of it is kept anywhere. */
const unkept = createMiddleware<EdgeEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store')
  c.header('Vary', 'Accept-Language, Cookie')
  await next()
})

operateConsole.use(language, unkept)

operateConsole.get('/', async (c) => {
  const actor = await actorOf(c)
  if (actor === undefined) return showSignIn(c, { status: 200, isWrong: false })
  c.set('actor', actor)
  const asked = readAs(listQuery, {
    search: c.req.query('search') ?? '',
    ...(c.req.query('after') !== undefined && { after: c.req.query('after') }),
  })
  const { search = '', after } = asked
  const list = await roomHandlers.listRooms(
    askedOf(c, {
      query: {
        limit: ROOMS_A_PAGE,
        ...(search !== '' && { search }),
        ...(after !== undefined && { after }),
      },
      body: undefined,
    }),
  )
  const removed = await removedIn(c)
  return answerPage(
    c,
    <RoomsPage list={list} search={search} after={after} removed={removed} {...aroundOf(c)} />,
  )
})

/** As a form of ours was answered. Whoever follows a link is told so only where the room's log ends with it. */
async function removedIn(c: Context<EdgeEnv>): Promise<string | undefined> {
  const room = roomIdSchema.safeParse(c.req.query('removed')).data
  if (room === undefined) return undefined
  try {
    const asked = askedOf(c, { query: { limit: 1 }, body: undefined, params: { room } })
    const { entries } = await roomHandlers.audit(asked)
    return entries[0]?.act === 'remove' ? room : undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return undefined
  }
}

operateConsole.route('/', consoleSession)
operateConsole.route('/', consoleNewRoom)
operateConsole.route('/', consoleLog)
operateConsole.route('/', consoleReport)
operateConsole.route('/', consoleSettings)
operateConsole.route('/', consoleRecord)
operateConsole.route('/', consoleRemoval)
operateConsole.route('/', consoleSale)
operateConsole.route('/', consoleRehearse)
operateConsole.route('/', consoleOperators)
