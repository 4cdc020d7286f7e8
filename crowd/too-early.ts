import { z } from 'zod'

const USUAL_MS = 10_000
const closeReason = z.object({ againInMs: z.int().nonnegative() })

/** When to poll, as the reason of a close says; a reason that is none of ours means some seconds. */
export function againInMs(reason: string): number {
  try {
    return closeReason.parse(JSON.parse(reason)).againInMs
  } catch {
    return USUAL_MS
  }
}
