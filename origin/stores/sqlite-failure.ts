/**
 * What SQLite says under the three embedded stores, in the words of all stores: one table, so that a
 * disk that fails is the same failure in each. What should not happen stays as it was thrown.
 */
import { StoreFailure } from './failure.ts'

/** SQLite's primary result codes; an extended one has them in its low byte. */
const BUSY = 5
const LOCKED = 6
const IO_ERROR = 10
const FULL = 13

/** Somebody else has the file for a moment. */
export function isBusy(error: unknown): boolean {
  const kind = kindOf(error)
  return kind === BUSY || kind === LOCKED
}

/** `file` is what a person would call it. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const options = { cause: error }
  if (kindOf(error) === FULL) {
    const message = `The disk is full, and ${file} cannot grow: make room and try again.`
    return new StoreFailure('disk-full', message, options)
  }
  if (isBusy(error)) {
    const message = `Another process keeps ${file} to itself: try again.`
    return new StoreFailure('unreachable', message, options)
  }
  if (kindOf(error) === IO_ERROR) {
    const message = `The disk failed under ${file}: look at it, then try again.`
    return new StoreFailure('unreachable', message, options)
  }
  return error
}

/** SQLite's own number, extended. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode : undefined
}

function kindOf(error: unknown): number | undefined {
  const code = sqliteCode(error)
  return code === undefined ? undefined : code & 0xff
}
