/** A room's own settings rehearsed before its sale, and the check of its draw. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rehearse } from '../../simulator/engine/rehearse.ts'
import {
  crowdFlags,
  expectedCrowd,
  readCrowd,
  type CrowdFlagName,
  type ExpectedCrowd,
} from '../../simulator/expected-crowd.ts'
import { notPlayedOf, notPlayedSentences, type NotPlayed } from '../../simulator/not-played.ts'
import { roomScenario } from '../../simulator/room-scenario.ts'
import { simulate } from '../../simulator/simulate.ts'
import { checkDrawCommand } from '../draw-command.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Option, type Said, type Verb } from '../verb.ts'
import { grouped } from '../words.ts'

const flagWords: Readonly<Record<CrowdFlagName, Omit<Option, 'type'>>> = {
  fans: { takes: 'N', what: 'how many come' },
  within: { takes: 'SECONDS', what: 'in which they come' },
  shopping: { takes: 'SECONDS', what: 'half of them shop no longer' },
  'no-show': { takes: 'PERCENT', what: 'never take their turn' },
  seed: { takes: 'N', what: 'another crowd of the same kind' },
}
const crowdOptions: Readonly<Record<string, Option>> = Object.fromEntries(
  crowdFlags.map(({ name }) => [name, { type: 'string', ...flagWords[name] }]),
)

function crowdIn(options: Call['options'], usual: ExpectedCrowd): ExpectedCrowd {
  const read = readCrowd((name) => {
    const text = options[name]
    return typeof text === 'string' ? text : undefined
  }, usual)
  if (read.kind === 'crowd') return read.crowd
  const { name, isWhole, low, high } = read.flag
  const kind = isWhole ? 'a whole number' : 'a number'
  throw new NotUnderstood(
    `--${name}: ${kind} from ${grouped(low)} to ${grouped(high)}, not "${read.text}".`,
  )
}

async function rehearsed(call: Call): Promise<Said> {
  const { around, options } = call
  const view = await call.client.ask('readRoom', { room: named(call, 0, 'room') })
  const { entry } = view
  const crowd = crowdIn(options, expectedCrowd(entry))
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-rehearse-'))
  try {
    const file = join(folder, 'scenario.json')
    writeFileSync(file, JSON.stringify(roomScenario(view, crowd)))
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
    // Nothing was printed where it was refused: why, was said already.
    if (printed.length === 0) return { text: '', json: undefined, exit }
    const notPlayed = notPlayedOf(entry)
    if (options['json'] === true) {
      const result: object = JSON.parse(printed.join(''))
      return { text: '', json: { ...result, notPlayed }, exit }
    }
    return { text: [...printed, ...notPlayedText(notPlayed)].join('\n'), json: undefined, exit }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A setting that changes nothing here may well change the sale. */
function notPlayedText(settings: readonly NotPlayed[]): string[] {
  if (settings.length === 0) return []
  const lines = settings.map((setting) => `  ${notPlayedSentences[setting]}`)
  return ['', 'Not played of this room’s settings:', ...lines]
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
      ...crowdOptions,
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
