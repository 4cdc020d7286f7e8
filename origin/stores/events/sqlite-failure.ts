import { StoreFailure } from '../failure.ts'

// SQLite's primary result codes; an extended one has them in its low byte.
const BUSY = 5
const LOCKED = 6
const IO_ERROR = 10
const FULL = 13

export function isBusy(error: unknown): boolean {
  const code = codeOf(error)
  return code === BUSY || code === LOCKED
}

/** What may pass by itself, as every store says it; anything else as it was thrown. */
export function sqliteFailure(error: unknown): unknown {
  const code = codeOf(error)
  if (code === FULL) {
    return new StoreFailure('disk-full', 'There is no room for more: make some on the disk.', {
      cause: error,
    })
  }
  if (code === IO_ERROR || isBusy(error)) {
    return new StoreFailure(
      'unreachable',
      'The event log’s file could not be used now: try again.',
      {
        cause: error,
      },
    )
  }
  return error
}

function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
