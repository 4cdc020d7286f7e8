/** Lines of JSON, for machines to read. No address, no token, no query, no body is ever in one. */

/** The least grave first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export type Log = (level: LogLevel, line: Readonly<Record<string, unknown>>) => void

const CAUSES_MAX = 5

export function createLog(
  least: LogLevel,
  write: (line: string) => void,
  nowMs: () => number = Date.now,
): Log {
  const from = logLevels.indexOf(least)
  return (level, line) => {
    if (logLevels.indexOf(level) < from) return
    write(JSON.stringify({ level, at: new Date(nowMs()).toISOString(), ...line }))
  }
}

/**
 * What broke, where, and what that came of. Only names and messages: the other fields of a driver's
 * error may hold the very document that was to be written.
 */
export function described(error: unknown): string {
  return chainOf(error)
    .map(({ stack, message }) => stack ?? message)
    .join('\ncaused by: ')
}

/** In a line: for what is expected to happen now and then. */
export function inShort(error: unknown): string {
  return chainOf(error)
    .map(({ message }) => message)
    .join(' / ')
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  let one = error
  while (one instanceof Error && chain.length < CAUSES_MAX) {
    chain.push(one)
    one = one.cause
  }
  return chain.length > 0 ? chain : [new Error(`Not an error, but a ${typeof error}.`)]
}
