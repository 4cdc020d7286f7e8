import { setTimeout as wait } from 'node:timers/promises'

const ANSWER_WITHIN_MS = 2000
const LOOK_AGAIN_MS = 50

/** Resolves once the address answers 200; gives up, by failing, when the signal says so. */
export async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answers(url, signal))) await wait(LOOK_AGAIN_MS, undefined, { signal })
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
    const response = await fetch(url, { signal: within })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}
