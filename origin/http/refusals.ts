/** What a route may answer instead: the codes that come with it, by status, and what each means. */
import { statusOfCode, type ProblemCode } from '../../core/problem.ts'
import type { Route, Who } from './route.ts'

const meanings: Partial<Readonly<Record<ProblemCode, string>>> = {
  'service-only': 'Only our own services may ask this: bring a service’s key.',
  'gateway-only': 'This is asked through the waiting room’s gateway alone: use the shop’s address.',
  'admission-unknown-key': 'The key of the gateway’s word is not known here yet: ask again.',
  'admission-not-yet-valid': 'The gateway’s word is dated later than the clock here: ask again.',
  'not-found': 'There is no such thing.',
  'invalid-request': '`field` and `reason` say what is wrong. Nothing has changed.',
  'body-too-large': 'The body is larger than it may be: send less.',
  'version-conflict': 'It was changed meanwhile: read it again.',
  'stale-cursor': 'The place to go on from is no longer there: begin again.',
  'store-down': 'What keeps this does not answer now: ask again in a few seconds.',
  'too-slow': 'This took longer than it may: whether it was done is not known, so ask again.',
  'not-ready': 'Not every store answers, or the origin is ending: `stores` says which.',
  'not-now': 'This cannot be done as things are: the message says why.',
  internal: 'Something failed on our side: ask again, and quote the request id if it goes on.',
}

const everywhere: readonly ProblemCode[] = ['internal', 'too-slow']

const toWho: Readonly<Record<Who, readonly ProblemCode[]>> = {
  open: [],
  service: ['service-only'],
  metrics: ['service-only'],
  assertion: ['gateway-only', 'admission-unknown-key', 'admission-not-yet-valid'],
}

export function codesOf(route: Route): readonly ProblemCode[] {
  const { who, codes, params, query, body } = route
  const isRead = [params, query, body].some((schema) => schema !== undefined)
  return [
    ...new Set<ProblemCode>([
      ...toWho[who],
      ...(isRead ? (['invalid-request'] as const) : []),
      ...(body === undefined ? [] : (['body-too-large'] as const)),
      ...codes,
      ...everywhere,
    ]),
  ]
}

/** Undefined for a code that no route has named yet: it needs a line above. */
export function meaningOf(code: ProblemCode): string | undefined {
  return meanings[code]
}

export function refusalsOf(route: Route): readonly [status: number, codes: ProblemCode[]][] {
  return [...Map.groupBy(codesOf(route), statusOfCode)].toSorted(([a], [b]) => a - b)
}
