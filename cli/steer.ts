/** A word that changes a sale: its effect is shown first, and a person is asked where it is dangerous. */
import type { DoneAnswer } from '../core/operate/room-answers.ts'
import type { ChangeRequest } from '../core/operate/requests.ts'
import { LeftAlone, NotUnderstood, type Call, type Option, type Said } from './verb.ts'
import { changesText, effectText } from './words.ts'

export const steerOptions = {
  'dry-run': { type: 'boolean', what: 'say what it would do, and do nothing' },
  yes: { type: 'boolean', what: 'do it without asking' },
} as const satisfies Record<string, Option>

type Deed = (query: { dryRun?: 'true' }) => Promise<DoneAnswer>

/** Whether a person is asked: the emergency brake is never asked about. */
type Care = 'asks' | 'at-once'

export async function steer(call: Call, care: Care, deed: Deed): Promise<Said> {
  const { options } = call
  if (options['dry-run'] === true) return told(await deed({ dryRun: 'true' }))
  if (care === 'asks' && options['yes'] !== true) await ask(call, await deed({ dryRun: 'true' }))
  return told(await deed({}))
}

async function ask({ around }: Call, would: DoneAnswer): Promise<void> {
  if (would.changes.length === 0) return
  const question = `${changesText(would.changes)}\nEffect: ${effectText(would.effect)}.\n`
  if (around.ask === undefined) {
    throw new NotUnderstood(`${question}Nobody can be asked here: say it with --yes.`)
  }
  const answer = await around.ask(`${question}Do it? [y/N] `)
  if (!/^y(es)?$/i.test(answer.trim())) throw new LeftAlone('Left as it was.')
}

function told(done: DoneAnswer): Said {
  const { kind, changes, effect, version } = done
  if (changes.length === 0) return { text: 'It was so already.', json: done }
  const head = kind === 'would' ? 'This would change:' : `Done (version ${version}):`
  return { text: `${head}\n${changesText(changes)}\nEffect: ${effectText(effect)}.`, json: done }
}

/** On top of what is there now: who changes it at the same moment is told of the other. */
export async function change(
  call: Call,
  room: string,
  patch: ChangeRequest['change'],
  care: Care = 'asks',
): Promise<Said> {
  const { version } = await call.client.ask('readRoom', { room })
  return steer(call, care, (query) =>
    call.client.ask('changeRoom', { room, query, body: { version, change: patch } }),
  )
}

export function named(call: Call, place: number, what: string): string {
  const value = call.args[place]
  if (value === undefined) throw new NotUnderstood(`Say which ${what}.`)
  return value
}

export function wholeAt(call: Call, place: number, what: string): number {
  const text = named(call, place, what)
  if (!/^\d+$/.test(text)) throw new NotUnderstood(`${what}: a whole number, not "${text}".`)
  return Number(text)
}
