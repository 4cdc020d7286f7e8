/** Rooms as they are described: made, edited whole, and the log of what was done to them. */
import { Hono, type Context } from 'hono'
import { patchTo } from '../../core/operate/merge-patch.ts'
import { auditQuery, createRequest } from '../../core/operate/requests.ts'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { fieldsOf, readDeed, type Fields, type Wrong } from '../web/console/deed.ts'
import type { Outcome } from '../web/console/deed-outcome.ts'
import { EffectPage } from '../web/console/effect-page.tsx'
import { LogPage } from '../web/console/log-page.tsx'
import { NewRoomPage } from '../web/console/new-room-page.tsx'
import { proposed, roomIn, wrongIn } from '../web/console/new-room.ts'
import { ReportPage } from '../web/console/report-page.tsx'
import { SettingsPage } from '../web/console/settings-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { outcomeOf } from './console-deeds.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { bodyTextOf, readAs } from './room-request.ts'

/** A room's description, as it was and as it is to be, in a form's own writing. */
const FORM_MAX_BYTES = 262_144
const ENTRIES_A_PAGE = 50

export const consoleRooms = new Hono<EdgeEnv>()

for (const as of ['form', 'json'] as const) {
  const path = as === 'form' ? '/new' : '/new/json'
  consoleRooms.get(path, allowed('owner'), (c) =>
    answerPage(c, <NewRoomPage as={as} typed={proposed} wrong={undefined} {...aroundOf(c)} />),
  )
  consoleRooms.post(path, allowed('owner'), async (c) => {
    const fields = await formOf(c)
    const made = await madeBy(c, as, fields)
    if (made.kind === 'made') {
      return c.redirect(`/operate/rooms/${made.id}?lang=${c.var.language}`, 303)
    }
    c.status(400)
    return answerPage(c, <NewRoomPage as={as} typed={fields.get} wrong={made} {...aroundOf(c)} />)
  })
}

type Made = { kind: 'made'; id: string } | ({ kind: 'wrong' } & Wrong)

async function madeBy(c: Context<EdgeEnv>, as: 'form' | 'json', fields: Fields): Promise<Made> {
  const untitled = as === 'form' ? wrongIn(fields) : undefined
  if (untitled !== undefined) return { kind: 'wrong', ...untitled }
  try {
    const input = as === 'form' ? roomIn(fields) : parsed(fields.get('json'), 'json')
    const body = readAs(createRequest, input)
    const view = await roomHandlers.createRoom(askedOf(c, { query: {}, body }))
    return { kind: 'made', id: view.entry.id }
  } catch (error) {
    return { kind: 'wrong', ...wrongOf(error) }
  }
}

consoleRooms.get('/rooms/:room/settings', allowed('viewer'), async (c) => {
  const view = await viewOf(c)
  const text = JSON.stringify(view.entry, null, 2)
  return answerPage(c, <SettingsPage view={view} text={text} wrong={undefined} {...aroundOf(c)} />)
})

/** Only what was edited is changed: what somebody else changed meanwhile is not put back unread. */
consoleRooms.post('/rooms/:room/settings', allowed('operator'), async (c) => {
  const fields = await formOf(c)
  const view = await viewOf(c)
  const text = fields.get('text')
  try {
    const change = patchTo(parsed(fields.get('before'), 'before'), parsed(text, 'text'))
    const version = fields.get('version')
    const written = fieldsOf([
      ['change', JSON.stringify(change ?? {})],
      ['version', version],
    ])
    const read = readDeed('change', written)
    if (read.kind === 'wrong') throw new WrongField(read)
    const outcome = await outcomeOf(c, read.deed, { dryRun: true })
    if (outcome.kind === 'refused' && outcome.code === 'invalid-request') {
      throw new WrongField({
        field: outcome.field ?? 'text',
        reason: outcome.reason ?? outcome.message,
      })
    }
    return showEffect(c, titleIn(c.var.language, view.entry.title), written, outcome)
  } catch (error) {
    c.status(400)
    return answerPage(
      c,
      <SettingsPage view={view} text={text} wrong={wrongOf(error)} {...aroundOf(c)} />,
    )
  }
})

function showEffect(
  c: Context<EdgeEnv>,
  title: string,
  fields: Fields,
  outcome: Outcome,
): Response | Promise<Response> {
  c.status(outcome.kind === 'conflict' ? 409 : 200)
  return answerPage(
    c,
    <EffectPage
      title={title}
      asking={{
        room: c.req.param('room') ?? '',
        name: 'change',
        fields: [['change', fields.get('change')]],
        version: fields.get('version'),
        key: crypto.randomUUID(),
      }}
      outcome={outcome}
      {...aroundOf(c)}
    />,
  )
}

consoleRooms.get('/rooms/:room/log', allowed('viewer'), async (c) => {
  const asked = c.req.query('before')
  const { before } = readAs(auditQuery, { ...(asked !== undefined && { before: asked }) })
  const query = { limit: ENTRIES_A_PAGE, ...(before !== undefined && { before }) }
  const [view, page] = await Promise.all([
    viewOf(c),
    roomHandlers.audit(askedOf(c, { query, body: undefined })),
  ])
  return answerPage(
    c,
    <LogPage
      room={view.entry.id}
      title={titleIn(c.var.language, view.entry.title)}
      page={page}
      before={before}
      {...aroundOf(c)}
    />,
  )
})

consoleRooms.get('/rooms/:room/report', allowed('viewer'), async (c) => {
  const report = await roomHandlers.report(askedOf(c, { query: undefined, body: undefined }))
  return answerPage(c, <ReportPage report={report} {...aroundOf(c)} />)
})

function viewOf(c: Context<EdgeEnv>) {
  return roomHandlers.readRoom(askedOf(c, { query: undefined, body: undefined }))
}

async function formOf(c: Context<EdgeEnv>): Promise<Fields> {
  return fieldsOf(new URLSearchParams(await bodyTextOf(c, FORM_MAX_BYTES)))
}

class WrongField extends Error {
  readonly wrong: Wrong

  constructor(wrong: Wrong) {
    super(wrong.reason)
    this.wrong = wrong
  }
}

function parsed(text: string, field: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new WrongField({ field, reason: 'it is not JSON' })
  }
}

/** What can be mended in the form; all else is answered as everywhere. */
function wrongOf(error: unknown): Wrong {
  if (error instanceof WrongField) return error.wrong
  if (!(error instanceof AppError)) throw error
  const { field, reason } = error.details
  if (error.code === 'room-exists') return { field: 'id', reason: error.message }
  if (error.code === 'limit-reached') return { field: 'id', reason: error.message }
  if (field === undefined) throw error
  return { field, reason: reason ?? error.message }
}
