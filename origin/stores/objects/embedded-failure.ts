import { StoreFailure } from '../failure.ts'

/** SQLite's own numbers; the lower eight bits are the kind. */
const SQLITE_BUSY = 5
const SQLITE_FULL = 13
const NO_SPACE = ['ENOSPC', 'EDQUOT']

/** What the disk or the index said, in the port's words; what should not happen stays as it is. */
export function embeddedFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error
  const number = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
  const kind = number & 0xff
  if (kind === SQLITE_FULL || NO_SPACE.includes(systemCode(error) ?? '')) {
    return new StoreFailure('disk-full', 'The disk is full: make room, then send it again.', {
      cause: error,
    })
  }
  if (kind === SQLITE_BUSY) {
    const message = 'Another process has kept the index locked for too long: try again.'
    return new StoreFailure('unreachable', message, { cause: error })
  }
  return error
}

/** What the operating system calls this failure (`ENOENT`, `ENOSPC`, …), if it is one of its own. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
