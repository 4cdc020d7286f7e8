/** The command as it is called, with answers given in place of a server's. */
import { vi } from 'vitest'
import { run } from './command.ts'
import type { Around } from './verb.ts'

type Heard = { method: string; path: string; body: unknown; headers: Headers; origin: string }
type Answer = [status: number, body: unknown]

/** What the command says, asks for, and ends with; the answers are those given, one after another. */
export async function said(
  line: string | string[],
  answers: readonly Answer[] = [],
  around: Partial<Around> = {},
) {
  const [heard, out, errors]: [Heard[], string[], string[]] = [[], [], []]
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const { pathname, search, origin } = new URL(address)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const headers = new Headers(init.headers)
    const path = `${pathname}${search}`
    heard.push({ method: init.method ?? '', path, body, headers, origin })
    const [status, answer] = answers[heard.length - 1] ?? [500, {}]
    return new Response(JSON.stringify(answer), { status })
  })
  const exit = await run(typeof line === 'string' ? line.split(' ') : line, {
    env: { ADMIT_ONE_URL: 'https://sale.example', ADMIT_ONE_TOKEN: 'ao_mine' },
    folder: '/here',
    print: (text) => out.push(text),
    complain: (text) => errors.push(text),
    ask: undefined,
    terminal: undefined,
    read: () => {
      throw new Error('there is no file')
    },
    write: () => {},
    nowMs: () => 1_000_000,
    stop: new AbortController().signal,
    ...around,
  })
  return { exit, out: out.join('\n'), errors: errors.join('\n'), heard }
}

const look = { phase: 'open', cap: 5, ratePerSecond: 1, occupied: 2, waiting: 9 }
const effect = {
  before: { ...look, lastWait: { ms: 60_000, assumed: false } },
  after: { ...look, cap: 2, lastWait: { ms: 2_460_000, assumed: false } },
}

export const would = {
  kind: 'would',
  version: 3,
  changes: [{ field: 'settings.cap', before: 5, after: 2 }],
  again: false,
  effect,
}
export const done = { ...would, kind: 'done', version: 4 }

const settings = {
  cap: 5,
  ratePerSecond: 1,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: 1 },
}

export const entry = { id: 'demo', title: { en: 'Demo' }, whenBlind: 'hold', settings }
export const view = { entry, ratePerSecond: 1, phase: 'open', version: 3, changedAtMs: 1 }
