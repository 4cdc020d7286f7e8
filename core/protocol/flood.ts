/** How many messages a page may send. An honest one answers a question now and then. */
export type Budget = { readonly messages: number; readonly sinceMs: number }

const WINDOW_MS = 10_000
const MESSAGES_MAX = 20

export const fullBudget: Budget = { messages: 0, sinceMs: 0 }

/** The budget after one message more; undefined when that was one too many. */
export function afterMessage({ messages, sinceMs }: Budget, nowMs: number): Budget | undefined {
  if (nowMs - sinceMs >= WINDOW_MS || nowMs < sinceMs) return { messages: 1, sinceMs: nowMs }
  return messages >= MESSAGES_MAX ? undefined : { messages: messages + 1, sinceMs }
}
