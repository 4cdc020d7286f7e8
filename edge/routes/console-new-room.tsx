/** A room is made: by a form, or as JSON. */
import { Hono, type Context } from 'hono'
import { createRequest } from '../../core/operate/requests.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import type { Fields, Wrong } from '../web/console/deed.ts'
import { NewRoomPage } from '../web/console/new-room-page.tsx'
import { proposed, roomIn } from '../web/console/new-room.ts'
import { wrongIn } from '../web/console/room-form.ts'
import { atItsRow } from '../web/console/room-lanes.ts'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { formOf, parsed, wrongOf } from './console-forms.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { readAs } from './room-request.ts'

export const consoleNewRoom = new Hono<EdgeEnv>()

for (const as of ['form', 'json'] as const) {
  const path = as === 'form' ? '/new' : '/new/json'
  consoleNewRoom.get(path, allowed('owner'), (c) =>
    answerPage(c, <NewRoomPage as={as} typed={proposed} wrong={undefined} {...aroundOf(c)} />),
  )
  consoleNewRoom.post(path, allowed('owner'), async (c) => {
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
    return { kind: 'wrong', ...atItsRow(wrongOf(error), fields.get) }
  }
}
