import type { Index } from './documents.ts'
import { checkIndexes } from './indexed-fields.ts'
import { badRequest } from './plain.ts'

/** Small letters alone: one store tells capitals from them, and the other does not. */
const fit = /^[a-z][a-z0-9_-]{0,59}$/

export function checkCollection(name: string, indexes: readonly Index[]): void {
  if (!fit.test(name) || name.startsWith('sqlite_') || name.startsWith('system')) {
    throw badRequest(
      `A collection's name has up to 60 small letters, digits, - and _, and begins with a letter: ${JSON.stringify(name)} does not fit.`,
    )
  }
  checkIndexes(indexes)
}
