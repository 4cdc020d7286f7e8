/** `npm run dead-letters`: what was set aside, for a person, and back again once it is mended. */
import { parseArgs } from 'node:util'
import { printable, printableJson } from '../../core/printable.ts'
import type { Collection } from '../stores/documents/documents.ts'
import type { EventLog } from '../stores/events/event-log.ts'
import { StoreFailure } from '../stores/failure.ts'
import { look, replay, type Letter, type Replayed } from './dead-letters.ts'

export const DEAD_LETTERS_HELP = `npm run dead-letters -- look [--replayed] [--limit 20] [--after CURSOR] [--json]
npm run dead-letters -- show ID
npm run dead-letters -- replay ID …
npm run dead-letters -- replay --all

look lists what was set aside, the newest first; show prints one whole. replay sends it back to its
topic under the id it had: who did take it before does not take it twice. It reads the same settings
as npm start: STORES, DATA_DIR (.data), or the addresses of the real stores.`

const LIMIT = 20
const LIMIT_MAX = 1_000
const SHOWN_CHARS = 60

export type Desk = {
  readonly letters: Collection<Letter>
  readonly events: Pick<EventLog, 'append'>
  readonly say: (line: string) => void
  readonly nowMs: () => number
}

/** Answers the exit code: 1 where something could not be done, 2 where it was not understood. */
export async function deadLetterCommand(args: readonly string[], desk: Desk): Promise<number> {
  const read = argumentsOf(args)
  if (read === undefined) return misused(desk)
  const { words, flags } = read
  const [verb, ...ids] = words
  if (verb === undefined || flags.help === true) {
    desk.say(DEAD_LETTERS_HELP)
    return 0
  }
  if (verb === 'look' && ids.length === 0) return lookAt(desk, flags)
  if (verb === 'show' && ids.length === 1) return show(desk, ids[0] ?? '')
  if (verb === 'replay' && ids.length > 0) return replayAll(desk, ids)
  if (verb === 'replay' && flags.all === true) return replayAll(desk, await waiting(desk))
  return misused(desk)
}

function argumentsOf(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        replayed: { type: 'boolean' },
        json: { type: 'boolean' },
        all: { type: 'boolean' },
        help: { type: 'boolean' },
        limit: { type: 'string' },
        after: { type: 'string' },
      },
    })
    return { words: positionals, flags: values }
  } catch {
    return undefined
  }
}

type Flags = NonNullable<ReturnType<typeof argumentsOf>>['flags']

function misused({ say }: Desk): number {
  say(DEAD_LETTERS_HELP)
  return 2
}

async function lookAt(desk: Desk, flags: Flags): Promise<number> {
  const limit = flags.limit === undefined ? LIMIT : Number(flags.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    desk.say(`--limit takes a whole number from 1 to ${LIMIT_MAX}.`)
    return 2
  }
  try {
    const state = flags.replayed === true ? 'replayed' : 'waiting'
    const after = flags.after === undefined ? {} : { after: flags.after }
    const { documents, next } = await look(desk.letters, { state, limit, ...after })
    if (flags.json === true) desk.say(printableJson({ letters: documents, next }))
    else for (const line of table(documents, next)) desk.say(printable(line))
    return 0
  } catch (error) {
    if (!(error instanceof StoreFailure && error.code === 'stale-cursor')) throw error
    desk.say('--after is no cursor of this list: begin again without it.')
    return 1
  }
}

function table(letters: readonly Letter[], next: string | undefined): string[] {
  if (letters.length === 0) return ['There is none.']
  const lines = letters.flatMap(({ _id, atMs, topic, by, reason, text }) => [
    `${_id}  ${new Date(atMs).toISOString()}  ${topic ?? 'no topic'}, set aside by ${by}`,
    `    ${reason}`,
    `    ${text.slice(0, SHOWN_CHARS)}${text.length > SHOWN_CHARS ? ' …' : ''}`,
  ])
  return next === undefined ? lines : [...lines, `More: --after ${next}`]
}

async function show({ letters, say }: Desk, id: string): Promise<number> {
  const letter = await letters.findOne({ _id: id })
  say(letter === undefined ? `There is no dead letter ${id}.` : printableJson(letter, 2))
  return letter === undefined ? 1 : 0
}

/** The ids first: what cannot be replayed must not come round again. */
async function waiting({ letters }: Desk): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await look(letters, {
      state: 'waiting',
      limit: LIMIT_MAX,
      ...(after !== undefined && { after }),
    })
    ids.push(...page.documents.map(({ _id }) => _id))
    after = page.next
  } while (after !== undefined)
  return ids
}

async function replayAll(desk: Desk, ids: readonly string[]): Promise<number> {
  let replayed = 0
  for (const id of ids) {
    const outcome = await replay(desk, id, desk.nowMs())
    if (outcome.kind === 'replayed') replayed += 1
    desk.say(printable(`${id}: ${outcomeText(outcome)}`))
  }
  desk.say(`${replayed} of ${ids.length} replayed.`)
  return replayed === ids.length ? 0 : 1
}

function outcomeText(outcome: Replayed): string {
  switch (outcome.kind) {
    case 'replayed':
      return `back in ${outcome.topic}`
    case 'no-letter':
      return 'there is no such letter'
    case 'already':
      return `was replayed at ${new Date(outcome.atMs).toISOString()}`
    case 'unreadable':
      return `cannot be replayed as it is: ${outcome.reason}`
  }
}
