import { StoreFailure } from '../failure.ts'
import { sqliteFailure } from '../sqlite-failure.ts'

const NO_SPACE = ['ENOSPC', 'EDQUOT']

/** What the disk or the index said, in the port's words; what should not happen stays as it is. */
export function embeddedFailure(error: unknown): unknown {
  if (!NO_SPACE.includes(systemCode(error) ?? ''))
    return sqliteFailure(error, 'the index of objects')
  const message = 'The disk is full: make room, then send it again.'
  return new StoreFailure('disk-full', message, { cause: error })
}

/** What the operating system calls this failure (`ENOENT`, `ENOSPC`, …), if it is one of its own. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
