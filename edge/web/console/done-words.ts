/** What is said once a deed is done: the same by a dialog, and on the page that follows a form. */
import type { Say } from '../messages.ts'
import type { DeedName } from './deed.ts'
import type { Outcome } from './deed-outcome.ts'

export function isDone({ kind }: Pick<Outcome, 'kind'>): boolean {
  return kind === 'answered' || kind === 'ended' || kind === 'already-over'
}

/** A session that was over already was not ended by this. */
export function doneIn(say: Say, name: DeedName, { kind }: Pick<Outcome, 'kind'>): string {
  if (kind === 'already-over') return say('sale.session.over')
  return say('sale.done', { act: say(`sale.act.${name}`) })
}
