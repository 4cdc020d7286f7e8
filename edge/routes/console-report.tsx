/** The report of a sale, as it went. */
import { Hono } from 'hono'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { ReportPage } from '../web/console/report-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { allowed, aroundOf } from './console-gate.tsx'

export const consoleReport = new Hono<EdgeEnv>()

consoleReport.get('/rooms/:room/report', allowed('viewer'), async (c) => {
  const report = await roomHandlers.report(askedOf(c, { query: undefined, body: undefined }))
  return answerPage(c, <ReportPage report={report} {...aroundOf(c)} />)
})
