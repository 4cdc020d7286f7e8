/** The operators' interface, as a page of the console asks it: by its cookie, and never for long. */
import type { Figures } from '../../../core/operate/figures.ts'
import type { Conflict, DoneAnswer } from '../../../core/operate/room-answers.ts'
import type { ProblemOnWire } from '../../../core/protocol/problem.ts'
import type { Deed } from '../console/deed.ts'
import type { Outcome } from '../console/deed-outcome.ts'

const ANSWER_MS = 8_000

export type Looked = { kind: 'figures'; figures: Figures } | { kind: 'signed-out' | 'nothing' }

export async function figuresOf(room: string): Promise<Looked> {
  try {
    const answer = await asked(`/operate/api/rooms/${room}/figures`)
    if (answer.status === 401) return { kind: 'signed-out' }
    if (!answer.ok) return { kind: 'nothing' }
    const figures: Figures = await answer.json()
    return { kind: 'figures', figures }
  } catch {
    return { kind: 'nothing' }
  }
}

type How = { readonly dryRun: boolean; readonly key: string }

/** Tried, or done: once, however often its request is heard. */
export async function deedAt(room: string, deed: Deed, { dryRun, key }: How): Promise<Outcome> {
  if (deed.kind === 'end-session' && dryRun) {
    const { how, sessionId } = deed
    return { kind: 'would-end', how, sessionId }
  }
  const unheard: Outcome = { kind: dryRun ? 'untried' : 'lost' }
  const { method, path, body } = requestOf(deed)
  const address = `/operate/api/rooms/${room}${path}${dryRun ? '?dryRun=true' : ''}`
  try {
    const answer = await asked(address, {
      method,
      headers: {
        'Idempotency-Key': key,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (answer.ok && deed.kind === 'end-session') {
      const ended: { kind: 'ended' | 'already-over' } = await answer.json()
      return ended
    }
    if (answer.ok) {
      const done: DoneAnswer = await answer.json()
      return { kind: 'answered', done }
    }
    // Whoever failed on the way does not know what became of it.
    if (answer.status >= 500) return unheard
    const problem: ProblemOnWire = await answer.json()
    return isConflict(problem)
      ? { kind: 'conflict', conflict: problem }
      : { ...problem, kind: 'refused' }
  } catch {
    return unheard
  }
}

function requestOf(deed: Deed): { method: string; path: string; body?: unknown } {
  switch (deed.kind) {
    case 'word':
      return { method: 'POST', path: `/${deed.word}` }
    case 'message':
      return { method: 'POST', path: '/message', body: { text: deed.text } }
    case 'admit':
      return { method: 'POST', path: '/admit', body: { count: deed.count } }
    case 'change':
      return {
        method: 'PATCH',
        path: '',
        body: { version: deed.version, change: deed.change },
      }
    case 'end-session':
      return { method: 'POST', path: `/${deed.how}`, body: { sessionId: deed.sessionId } }
  }
}

function isConflict(problem: ProblemOnWire): problem is Conflict {
  return problem.code === 'version-conflict'
}

function asked(address: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWER_MS)
  return fetch(address, { ...init, signal, credentials: 'same-origin', cache: 'no-store' })
}
