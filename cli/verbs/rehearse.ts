/** A room's own settings rehearsed before its sale, and the check of its draw. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import { rehearse } from '../../simulator/engine/rehearse.ts'
import { simulate } from '../../simulator/simulate.ts'
import { checkDrawCommand } from '../draw-command.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'

/** Where nobody says how many come: ten times as many as may be in the shop. */
const FANS_PER_SLOT = 10
/** And how long they shop: a third of what a session allows. */
const SHOPPING_SHARE = 1 / 3

function scenarioOf({ id, desks, settings }: RoomEntry, options: Call['options']) {
  const { cap, ratePerSecond, order, lanes, terms } = settings
  const shares = lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0)
  return {
    name: id.slice(0, 40),
    about: `The settings of ${id}, as they are now.`,
    fans: numberIn(options, 'fans') ?? Math.max(1, cap * FANS_PER_SLOT),
    cap: Math.max(1, cap),
    ratePerSecond,
    order,
    lanes: lanes.map((lane) => ({ ...lane, fans: lane.sharePercent / shares })),
    offerSeconds: Math.round(terms.offerMs / 1_000),
    sessionSeconds: Math.round(terms.sessionMs / 1_000),
    arrivals: { withinSeconds: numberIn(options, 'within') ?? 120 },
    crowd: {
      noShow: (numberIn(options, 'no-show') ?? 10) / 100,
      shopping: {
        medianSeconds:
          numberIn(options, 'shopping') ??
          Math.max(1, Math.round((terms.sessionMs / 1_000) * SHOPPING_SHARE)),
      },
    },
    machines: { desks },
  }
}

function numberIn(options: Call['options'], name: string): number | undefined {
  const text = options[name]
  if (typeof text !== 'string') return undefined
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new NotUnderstood(`--${name}: a number, not "${text}".`)
}

async function rehearsed(call: Call): Promise<Said> {
  const { around, options } = call
  const { entry } = await call.client.ask('readRoom', { room: named(call, 0, 'room') })
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-rehearse-'))
  try {
    const file = join(folder, 'scenario.json')
    writeFileSync(file, JSON.stringify(scenarioOf(entry, options)))
    const printed: string[] = []
    const html = options['html']
    const flags = typeof html === 'string' ? [`--html=${html}`] : []
    const exit = await simulate([file, ...flags, ...(options['json'] === true ? ['--json'] : [])], {
      rehearse,
      folder: around.folder,
      print: (text) => printed.push(text),
      errors: { isTTY: false, write: around.complain },
      nowMs: around.nowMs,
    })
    const text = printed.join('\n')
    return { text, json: options['json'] === true ? JSON.parse(text) : undefined, exit }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function verified({ args, around }: Call): Promise<Said> {
  const printed: string[] = []
  const exit = checkDrawCommand(args, {
    read: (path) => around.read(path === '-' ? path : resolve(around.folder, path)),
    print: (text) => printed.push(text),
    complain: around.complain,
    nowMs: around.nowMs,
  })
  return { text: printed.join('\n'), json: { lines: printed, exit }, exit }
}

export const rehearseVerbs: readonly Verb[] = [
  {
    name: 'rehearse',
    takes: 'ROOM',
    what: 'the whole sale with simulated fans, by this room’s settings',
    options: {
      fans: { type: 'string', takes: 'N', what: 'how many come' },
      shopping: { type: 'string', takes: 'SECONDS', what: 'half of them shop no longer' },
      within: { type: 'string', takes: 'SECONDS', what: 'in which they come' },
      'no-show': { type: 'string', takes: 'PERCENT', what: 'never take their turn' },
      html: { type: 'string', takes: 'FILE', what: 'also a page with plots' },
    },
    run: rehearsed,
  },
  {
    name: 'verify-draw',
    takes: 'FILE',
    what: 'check a draw from its published document; --help says more',
    passesOn: true,
    run: verified,
  },
]
