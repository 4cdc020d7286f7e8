/** The log of a room: who did what to it. It is there after the room is removed, too. */
import { Hono } from 'hono'
import { auditQuery } from '../../core/operate/requests.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { LogPage } from '../web/console/log-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { titleOf } from './console-title.ts'
import { readAs } from './room-request.ts'

const ENTRIES_A_PAGE = 50

export const consoleLog = new Hono<EdgeEnv>()

consoleLog.get('/rooms/:room/log', allowed('viewer'), async (c) => {
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
