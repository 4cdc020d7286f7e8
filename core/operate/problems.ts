/** What operators alone can be refused with: each code, and what it means. */
import type { operateStatuses } from '../problem.ts'

export const operateProblems: Readonly<Record<keyof typeof operateStatuses, string>> = {
  'operator-only': 'This is for operators: send a token, or the owner’s key.',
  'role-too-low': 'It takes a higher role: ask an owner.',
  'room-exists': 'There is a room of this id, or was one: choose another.',
  'limit-reached': 'There are as many as there may be: remove some.',
  'version-conflict':
    'Somebody was before: `since` says what they changed. Read it, and say it again.',
  'not-now': 'It means nothing in this phase of the sale: the sentence says why.',
}
