const FIRST_MS = 1_000
const MOST_MS = 30_000

/**
 * How long until the next try after so many failures in a row. Half of it is random: a crowd that
 * was cut off together must not come back together. What the server asks for is kept to.
 */
export function backOffMs(failures: number, random: number, retryAfterMs = 0): number {
  const longestMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return retryAfterMs + longestMs * (0.5 + random / 2)
}
