/** A room's own settings rehearsed before its sale, and the check of its draw. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rehearse } from '../../simulator/engine/rehearse.ts'
import { expectedCrowd, roomScenario, type ExpectedCrowd } from '../../simulator/room-scenario.ts'
import { simulate } from '../../simulator/simulate.ts'
import { checkDrawCommand } from '../draw-command.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'

/** Each of the flags, and what of the crowd it says. */
const flags = [
  ['fans', 'fans'],
  ['within', 'withinSeconds'],
  ['shopping', 'shoppingSeconds'],
  ['no-show', 'noShowPercent'],
  ['seed', 'seed'],
] as const satisfies readonly (readonly [flag: string, of: keyof ExpectedCrowd])[]

function crowdIn(options: Call['options']): Partial<ExpectedCrowd> {
  const said = flags.flatMap(([flag, of]) => {
    const value = numberIn(options, flag)
    return value === undefined ? [] : [[of, value]]
  })
  return Object.fromEntries(said)
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
    const crowd = { ...expectedCrowd(entry), ...crowdIn(options) }
    writeFileSync(file, JSON.stringify(roomScenario(entry, crowd)))
    const printed: string[] = []
    const html = options['html']
    const page = typeof html === 'string' ? [`--html=${html}`] : []
    const exit = await simulate([file, ...page, ...(options['json'] === true ? ['--json'] : [])], {
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
      seed: { type: 'string', takes: 'N', what: 'another crowd of the same kind' },
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
