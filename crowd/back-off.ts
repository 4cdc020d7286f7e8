const FIRST_MS = 400
const MOST_MS = 5_000

/**
 * How long until the next try after so many failures in a row. Half of it is random: a crowd that
 * was cut off together must not come back together.
 */
export function backOffMs(failures: number, random: number): number {
  const longestMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return longestMs * (0.5 + random / 2)
}

/** Not before the server wants it, and then not all in the same instant. */
export function retryMs(
  failures: number,
  retryAfterMs: number | undefined,
  random: number,
): number {
  const ownMs = backOffMs(failures, random)
  return retryAfterMs === undefined ? ownMs : retryAfterMs + ownMs / 2
}
