/** A room's settings: edited by a form or as JSON, their effect shown, and asked once. */
import { Hono, type Context } from 'hono'
import { isRecord, patchTo } from '../../core/operate/merge-patch.ts'
import { because } from '../../core/reason.ts'
import type { RoomView } from '../../core/operate/room-answers.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { fieldsOf, readDeed, type Fields, type Typed } from '../web/console/deed.ts'
import type { Outcome } from '../web/console/deed-outcome.ts'
import { EffectPage } from '../web/console/effect-page.tsx'
import { changeIn, shownOf, wrongIn } from '../web/console/room-form.ts'
import { atItsRow } from '../web/console/room-lanes.ts'
import { SettingsPage } from '../web/console/settings-page.tsx'
import { answerPage } from '../web/page.tsx'
import { outcomeOf, statusOf } from './console-deeds.ts'
import { formOf, jsonIn, parsed, viewOf, WrongField, wrongOf } from './console-forms.ts'
import { allowed, aroundOf } from './console-gate.tsx'
import { invalid, isShallow } from './room-request.ts'

export const consoleSettings = new Hono<EdgeEnv>()

for (const as of ['form', 'json'] as const) {
  const path = as === 'form' ? '/rooms/:room/settings' : '/rooms/:room/settings/json'
  consoleSettings.get(path, allowed('viewer'), async (c) => {
    const view = await viewOf(c)
    const before = as === 'form' ? withRate(view) : view.entry
    const begun = { version: String(view.version), before: JSON.stringify(before) }
    const typed = as === 'form' ? shownOf(before) : () => JSON.stringify(before, null, 2)
    return answerPage(
      c,
      <SettingsPage
        as={as}
        view={view}
        begun={begun}
        typed={typed}
        wrong={undefined}
        nowMs={Date.now()}
        {...aroundOf(c)}
      />,
    )
  })

  /** Only what was edited is changed: what somebody else changed meanwhile is not put back unread. */
  consoleSettings.post(path, allowed('operator'), async (c) => {
    const fields = await formOf(c)
    const begun = { version: fields.get('version'), before: fields.get('before') }
    const before = begunWith(begun.before)
    const view = await viewOf(c)
    try {
      const change = as === 'form' ? changeBy(before, fields) : jsonChange(before, fields)
      const { written, outcome } = await tried(c, change, begun.version)
      return showEffect(c, {
        title: titleIn(c.var.language, view.entry.title),
        as,
        written,
        outcome,
      })
    } catch (error) {
      c.status(400)
      return answerPage(
        c,
        <SettingsPage
          as={as}
          view={view}
          begun={begun}
          typed={as === 'form' ? keptIn(before, fields) : fields.get}
          wrong={atItsRow(wrongOf(error), fields.get)}
          nowMs={Date.now()}
          {...aroundOf(c)}
        />,
      )
    }
  })
}

/** With the rate as it is now, whoever moved it there: that is what is edited. */
function withRate({ entry, ratePerSecond }: RoomView): unknown {
  return { ...entry, settings: { ...entry.settings, ratePerSecond } }
}

/** Nobody types what was there before: a form without it is not one of ours. */
function begunWith(text: string): unknown {
  const before = jsonIn(text)
  if (before === undefined) throw invalid('before', because('not-json'))
  if (isRecord(before) && isShallow(before)) return before
  throw invalid('before', because('not-expected'))
}

function changeBy(before: unknown, fields: Fields): unknown {
  const wrong = wrongIn(fields, before)
  if (wrong !== undefined) throw new WrongField(wrong)
  return changeIn(before, fields)
}

function jsonChange(before: unknown, fields: Fields): unknown {
  return patchTo(before, parsed(fields.get('text'), 'text'))
}

/** What was typed, and what stood in the fields that are not sent. */
function keptIn(before: unknown, { names, get }: Fields): Typed {
  const shown = shownOf(before)
  return (name) => (names.includes(name) ? get(name) : shown(name))
}

/** Refused for a field, it is mended where it was typed; all else is said on a page of its own. */
async function tried(c: Context<EdgeEnv>, change: unknown, version: string) {
  const written = fieldsOf([
    ['change', JSON.stringify(change ?? {})],
    ['version', version],
  ])
  const read = readDeed('change', written)
  if (read.kind === 'wrong') throw new WrongField(read)
  const outcome = await outcomeOf(c, read.deed, { dryRun: true })
  if (outcome.kind === 'refused' && outcome.field !== undefined) {
    const { field, reason = outcome.message } = outcome
    throw new WrongField({ field, reason })
  }
  return { written, outcome }
}

type Shown = { title: string; as: 'form' | 'json'; written: Fields; outcome: Outcome }

/** Whoever leaves it comes back to where they typed. */
function showEffect(
  c: Context<EdgeEnv>,
  { title, as, written, outcome }: Shown,
): Response | Promise<Response> {
  c.status(statusOf(outcome))
  return answerPage(
    c,
    <EffectPage
      title={title}
      asking={{
        room: c.req.param('room') ?? '',
        name: 'change',
        fields: [
          ['change', written.get('change')],
          ['way', as],
        ],
        version: written.get('version'),
        key: crypto.randomUUID(),
      }}
      outcome={outcome}
      {...aroundOf(c)}
    />,
  )
}
