/** A sale watched while it runs, and looked back at. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Figures } from '../../core/operate/figures.ts'
import { named } from '../steer.ts'
import { NotUnderstood, type Call, type Said, type Verb } from '../verb.ts'
import { Watched } from '../watch.ts'
import { reportText } from '../report-text.ts'

const EVERY_MS = 1_000
const CLEAR = '\u001B[H\u001B[2J'

async function figuresOf({ client }: Call, room: string): Promise<Figures | string> {
  try {
    return await client.ask('figures', { room })
  } catch (error) {
    return `${room}: ${error instanceof Error ? error.message : 'no answer'}`
  }
}

/** Until it is stopped; with --json a line each second and room, for programs. */
async function watched(call: Call): Promise<Said> {
  const { args, around, options } = call
  if (args.length === 0) throw new NotUnderstood('Say which room to watch.')
  const screens = new Watched()
  const seconds = Number(options['for'] ?? Infinity)
  const untilMs = around.nowMs() + seconds * 1_000
  // The first answer must be one: a slip in a name is told at once, and not watched for ever.
  for (const room of args) await call.client.ask('figures', { room })
  while (!around.stop.aborted && around.nowMs() < untilMs) {
    const seen = await Promise.all(args.map((room) => figuresOf(call, room)))
    if (options['json'] === true) for (const figures of seen) around.print(JSON.stringify(figures))
    else {
      const clear = around.terminal === undefined ? '' : CLEAR
      around.print(`${clear}${screens.screen(seen, around.nowMs())}`)
    }
    await wait(EVERY_MS, undefined, { signal: around.stop }).catch(() => {})
  }
  return { text: '', json: undefined }
}

async function figures(call: Call): Promise<Said> {
  const json = await call.client.ask('figures', { room: named(call, 0, 'room') })
  return { text: new Watched().screen([json], call.around.nowMs()), json }
}

async function report(call: Call): Promise<Said> {
  const json = await call.client.ask('report', { room: named(call, 0, 'room') })
  return { text: reportText(json), json }
}

export const lookVerbs: readonly Verb[] = [
  {
    name: 'watch',
    takes: 'ROOM…',
    what: 'live figures, until Ctrl-C',
    options: { for: { type: 'string', takes: 'SECONDS', what: 'and no longer' } },
    run: watched,
  },
  { name: 'figures', takes: 'ROOM', what: 'the figures once', run: figures },
  { name: 'report', takes: 'ROOM', what: 'the sale as it went', run: report },
]
