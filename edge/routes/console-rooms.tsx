/** What was written down of a room: the log of what was done to it, and the report of its sale. */
import { Hono, type Context } from 'hono'
import { auditQuery } from '../../core/operate/requests.ts'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { LogPage } from '../web/console/log-page.tsx'
import { ReportPage } from '../web/console/report-page.tsx'
import { speak } from '../web/messages.ts'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { viewOf } from './console-forms.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { readAs } from './room-request.ts'

const ENTRIES_A_PAGE = 50

export const consoleRooms = new Hono<EdgeEnv>()

consoleRooms.get('/rooms/:room/log', allowed('viewer'), async (c) => {
  const asked = c.req.query('before')
  const { before } = readAs(auditQuery, { ...(asked !== undefined && { before: asked }) })
  const query = { limit: ENTRIES_A_PAGE, ...(before !== undefined && { before }) }
  const [title, page] = await Promise.all([
    titleOf(c),
    roomHandlers.audit(askedOf(c, { query, body: undefined })),
  ])
  const room = c.req.param('room')
  return answerPage(
    c,
    <LogPage room={room} title={title} page={page} before={before} {...aroundOf(c)} />,
  )
})

/** A removed room has its log still. */
async function titleOf(c: Context<EdgeEnv>): Promise<string> {
  const { language } = c.var
  try {
    return titleIn(language, (await viewOf(c)).entry.title)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error
    return speak(language)('console.removed.room')
  }
}

consoleRooms.get('/rooms/:room/report', allowed('viewer'), async (c) => {
  const report = await roomHandlers.report(askedOf(c, { query: undefined, body: undefined }))
  return answerPage(c, <ReportPage report={report} {...aroundOf(c)} />)
})
