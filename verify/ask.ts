/** Questions to the waiting room: each has its time and its size, and fails in words of its own. */
import type { Settings } from './settings.ts'

class RoomUnreachable extends Error {
  override readonly name = 'RoomUnreachable'
}

type Question = {
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
  readonly maxBytes: number
}
export type Answer = { readonly status: number; readonly text: string }

export async function ask(
  { fetch, timeoutMs, serviceKey }: Settings,
  address: string,
  { method = 'GET', body, maxBytes }: Question,
): Promise<Answer> {
  const what = new URL(address).pathname
  try {
    const response = await fetch(address, {
      method,
      // Not followed: an answer of 3xx is none. Workers know no 'error' here.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(method === 'POST' && {
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${serviceKey ?? ''}`,
        },
        body: JSON.stringify(body),
      }),
    })
    return { status: response.status, text: await readUpTo(response, maxBytes) }
  } catch (error) {
    const why = error instanceof Error ? error.name : 'failed'
    throw new RoomUnreachable(`the waiting room’s ${what} cannot be read (${why})`)
  }
}

async function readUpTo({ body }: Response, maxBytes: number): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {}
    if (done || value === undefined) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      await reader?.cancel()
      throw new RangeError('too large')
    }
    text += decoder.decode(value, { stream: true })
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
