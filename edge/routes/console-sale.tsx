/** One sale: its live page, and the forms that steer it, with a script and without. */
import { Hono, type Context } from 'hono'
import { because } from '../../core/reason.ts'
import type { EdgeEnv } from '../settings.ts'
import { isAtOnce, isDeedName, readDeed, type Fields } from '../web/console/deed.ts'
import type { Outcome } from '../web/console/deed-outcome.ts'
import { doneIn, isDone } from '../web/console/done-words.ts'
import { EffectPage } from '../web/console/effect-page.tsx'
import { SalePage } from '../web/console/sale-page.tsx'
import { WatchPage } from '../web/console/watch-page.tsx'
import { speak } from '../web/messages.ts'
import { answerPage } from '../web/page.tsx'
import { AGAIN_SECONDS, outcomeOf, statusOf } from './console-deeds.ts'
import { formOf } from './console-forms.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { seenOf } from './console-seen.ts'
import { titleOf } from './console-title.ts'
import { invalid, keyIn } from './room-request.ts'

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
  const name = c.req.query('done') ?? ''
  const kind = c.req.query('was') === 'over' ? 'already-over' : 'answered'
  const done = isDeedName(name) && isByOurs(c) ? doneIn(speak(c.var.language), name, { kind }) : ''
  return answerPage(c, <SalePage view={view} seen={seen} done={done} {...aroundOf(c)} />)
})

consoleSale.post('/rooms/:room', allowed('operator'), async (c) => {
  const fields = await formOf(c)
  const name = fields.get('act')
  if (!isDeedName(name)) throw invalid('act', because('not-expected'))
  const isSure = isAtOnce(name) || fields.get('sure') === 'yes'
  const read = readDeed(name, fields)
  const key = keyIn(fields.get('key') || undefined, 'key')
  const outcome: Outcome =
    read.kind === 'deed'
      ? await outcomeOf(c, read.deed, { dryRun: !isSure, key })
      : { ...read, kind: 'refused', code: 'invalid-request', message: read.reason }
  const room = c.req.param('room')
  if (isSure && isDone(outcome)) {
    const was = outcome.kind === 'already-over' ? '&was=over' : ''
    return c.redirect(`/operate/rooms/${room}?lang=${c.var.language}&done=${name}${was}`, 303)
  }
  const title = await titleOf(c)
  c.status(statusOf(outcome))
  if (outcome.kind === 'lost') c.header('Retry-After', AGAIN_SECONDS)
  return answerPage(
    c,
    <EffectPage
      title={title}
      asking={{
        room,
        name,
        fields: sentIn(fields),
        version: fields.get('version'),
        key: (isSure ? key : undefined) ?? crypto.randomUUID(),
      }}
      outcome={outcome}
      {...aroundOf(c)}
    />,
  )
})

/** What was done is said after a form of ours: a link from elsewhere, or by hand, says nothing. */
function isByOurs(c: Context<EdgeEnv>): boolean {
  const from = c.req.header('Sec-Fetch-Site')
  return from === undefined || from === 'same-origin'
}

const ownFields = ['act', 'version', 'key', 'sure']

function sentIn({ names, get }: Fields): [string, string][] {
  return names.filter((name) => !ownFields.includes(name)).map((name) => [name, get(name)])
}
