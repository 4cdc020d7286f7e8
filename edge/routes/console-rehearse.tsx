/**
 * A rehearsal of a room's settings. It is played in the browser: here is only the page, and for a
 * form that came without a script the command that does the same.
 */
import { Hono } from 'hono'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { expectedCrowd, readCrowd } from '../../simulator/expected-crowd.ts'
import { RehearsePage } from '../web/console/rehearse-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { allowed, aroundOf } from './console-gate.tsx'

export const consoleRehearse = new Hono<EdgeEnv>()

consoleRehearse.get('/rooms/:room/rehearse', allowed('viewer'), async (c) => {
  const view = await roomHandlers.readRoom(askedOf(c, { query: undefined, body: undefined }))
  const typed = (name: string) => c.req.query(name) ?? ''
  const read = readCrowd(typed, expectedCrowd(view.entry))
  c.status(read.kind === 'wrong' ? 400 : 200)
  return answerPage(c, <RehearsePage view={view} typed={typed} {...aroundOf(c)} />)
})
