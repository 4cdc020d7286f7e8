/** A route as it is written down: what it is for, what it takes, and all it can answer. */
import type { MessageId } from './messages.ts'
import type { DocumentedCode } from './problems.ts'

/** Who may ask: anybody; whoever holds a place; anybody, and a place is heeded; shops. */
type Asker = 'anybody' | 'holder' | 'anybody-or-holder' | 'service'

export type Answer = {
  readonly status: number
  readonly what: string
  readonly message?: MessageId
  /** What it is where it is no JSON. */
  readonly media?: 'text/html' | 'text/css' | 'text/event-stream' | 'application/jose'
}

export type Route = {
  /** Its name among programs. */
  readonly id: string
  readonly method: 'get' | 'post'
  /** Below `/rooms/{room}`. */
  readonly path: string
  readonly title: string
  readonly what: string
  readonly asker: Asker
  readonly body?: MessageId
  /** Fields of a form, for the page without script. */
  readonly form?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly answers: readonly Answer[]
  /** Besides those that every route has: see `codesOf`. */
  readonly codes: readonly DocumentedCode[]
  /** Messages that go over what it opens. */
  readonly carries?: { readonly up?: MessageId; readonly down: readonly MessageId[] }
}

/** What any request to a room may be refused with. */
const everywhere: readonly DocumentedCode[] = [
  'not-found',
  'protocol-too-old',
  'protocol-newer',
  'internal',
]

export function codesOf({ method, asker, body, codes }: Route): DocumentedCode[] {
  const all = new Set<DocumentedCode>(everywhere)
  if (method === 'post') all.add('other-origin')
  if (asker === 'holder') all.add('no-place')
  if (asker === 'service') all.add('service-only')
  if (body !== undefined) all.add('invalid-request').add('body-too-large')
  for (const code of codes) all.add(code)
  return [...all]
}
