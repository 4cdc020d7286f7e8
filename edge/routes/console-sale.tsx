/** One sale: its live page, and the forms that steer it, with a script and without. */
import { Hono, type Context } from 'hono'
import type { Figures } from '../../core/operate/figures.ts'
import { mayAct } from '../../core/operate/role.ts'
import type { RoomView } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { roomHandlers } from '../operate/room-handlers.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { fieldsOf, isAtOnce, isDeedName, readDeed, type Fields } from '../web/console/deed.ts'
import type { Outcome } from '../web/console/deed-outcome.ts'
import { EffectPage } from '../web/console/effect-page.tsx'
import { SalePage } from '../web/console/sale-page.tsx'
import { pointOf, type Seen } from '../web/console/seen.ts'
import { WatchPage } from '../web/console/watch-page.tsx'
import { answerPage } from '../web/page.tsx'
import { askedOf } from './console-asked.ts'
import { outcomeOf } from './console-deeds.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { bodyTextOf, invalid } from './room-request.ts'

/** A room's description, as it was and as it is to be, in a form's own writing. */
const FORM_MAX_BYTES = 262_144
const WATCHED_MAX = 8

export const consoleSale = new Hono<EdgeEnv>()

consoleSale.get('/watch', allowed('viewer'), async (c) => {
  const asked = (c.req.queries('rooms') ?? []).flatMap((names) => names.split(','))
  const rooms = [...new Set(asked.filter((name) => name !== ''))].slice(0, WATCHED_MAX)
  const found = await Promise.all(rooms.map((room) => seenOf(c, { room }).catch(() => undefined)))
  const sales = found.flatMap((seen) => seen?.seen ?? [])
  const absent = rooms.filter((_, at) => found[at] === undefined)
  return answerPage(c, <WatchPage sales={sales} absent={absent} {...aroundOf(c)} />)
})

consoleSale.get('/rooms/:room', allowed('viewer'), async (c) => {
  const { view, seen } = await seenOf(c)
  const done = c.req.query('done') ?? ''
  return answerPage(
    c,
    <SalePage
      view={view}
      seen={seen}
      done={isDeedName(done) ? done : undefined}
      {...aroundOf(c)}
    />,
  )
})

consoleSale.post('/rooms/:room', allowed('operator'), async (c) => {
  const fields = fieldsOf(new URLSearchParams(await bodyTextOf(c, FORM_MAX_BYTES)))
  const name = fields.get('act')
  if (!isDeedName(name)) throw invalid('act', 'it is no act of the console')
  const isSure = isAtOnce(name) || fields.get('sure') === 'yes'
  const read = readDeed(name, fields)
  const key = fields.get('key')
  const outcome: Outcome =
    read.kind === 'deed'
      ? await outcomeOf(c, read.deed, { dryRun: !isSure, ...(key !== '' && { key }) })
      : { ...read, kind: 'refused', code: 'invalid-request', message: read.reason }
  const room = c.req.param('room')
  if (isSure && outcome.kind === 'answered') {
    return c.redirect(`/operate/rooms/${room}?lang=${c.var.language}&done=${name}`, 303)
  }
  const view = await roomHandlers.readRoom(askedOf(c, { query: undefined, body: undefined }))
  c.status(outcome.kind === 'conflict' ? 409 : outcome.kind === 'refused' ? 400 : 200)
  return answerPage(
    c,
    <EffectPage
      title={titleIn(c.var.language, view.entry.title)}
      asking={{
        room,
        name,
        fields: sentIn(fields),
        version: fields.get('version'),
        key: crypto.randomUUID(),
      }}
      outcome={outcome}
      {...aroundOf(c)}
    />,
  )
})

const ownFields = ['act', 'version', 'key', 'sure']

function sentIn({ names, get }: Fields): [string, string][] {
  return names.filter((name) => !ownFields.includes(name)).map((name) => [name, get(name)])
}

type Params = Readonly<Record<string, string>>

async function seenOf(
  c: Context<EdgeEnv>,
  params: Params = c.req.param(),
): Promise<{ view: RoomView; seen: Seen }> {
  const asked = askedOf(c, { query: undefined, body: undefined, params })
  const [view, figures] = await Promise.all([
    roomHandlers.readRoom(asked),
    unlessBusy<Figures>(() => roomHandlers.figures(asked)),
  ])
  const seen: Seen = {
    room: view.entry.id,
    title: titleIn(c.var.language, view.entry.title),
    maySteer: mayAct(c.var.actor.role, 'operator'),
    // Figures may be those of before a form that was just sent; the phase is asked of the room itself.
    ...(figures !== undefined && { figures: { ...figures, phase: view.phase } }),
    points: figures === undefined ? [] : [pointOf(figures)],
    nowMs: Date.now(),
    isSignedOut: false,
  }
  return { view, seen }
}

/** A room that has just woken has no figures yet; its page is shown all the same. */
async function unlessBusy<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof AppError && error.code === 'room-busy') return undefined
    throw error
  }
}
