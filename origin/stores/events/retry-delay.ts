const FIRST_MS = 100
const LONGEST_MS = 10_000

/** How long a batch rests whose handler threw so many times in a row. */
export function retryDelayMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 30), LONGEST_MS)
}
