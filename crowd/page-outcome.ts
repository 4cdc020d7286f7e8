/** What a plain page says, as an answer of the room: fans think alike, whatever they read. */
import { z } from 'zod'
import { phaseSchema, type FanStatusOnWire } from '../core/protocol/fan-status.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { AskName, Outcome, Refusal } from './fan-events.ts'
import { mismatchOf } from './http-door.ts'
import type { PlainPage } from './plain-page.ts'

/** A page that does not say when it loads itself anew is loaded anew by its reader. */
const LOOK_AGAIN_MS = 20_000

export function outcomeOfPage(what: AskName, page: PlainPage): Outcome {
  try {
    return outcomeOf(what, page)
  } catch (error) {
    return { kind: 'mismatch', why: `page ${page.state} (${what}): ${mismatchOf(error)}` }
  }
}

function outcomeOf(what: AskName, page: PlainPage): Outcome {
  switch (page.state) {
    case 'lobby':
    case 'far':
    case 'near':
    case 'turn':
    case 'lapsed':
      return toldBy(what, page)
    case 'drawing':
    case 'paused':
    case 'sold-out':
    case 'countdown':
      return hasPlace(page) ? toldBy(what, page) : refused(409, 'join-too-early')
    case 'closed':
      return refused(409, 'join-closed')
    case 'shut':
      return refused(409, 'join-rejected')
    case 'inside':
      return admittedBy(page)
    case 'let-through':
      return { kind: 'joined', answer: { kind: 'let-through', marked: false } }
    // The way in, instead of the place: after a leave whose answer was lost, or for no good reason.
    case 'outside':
    case 'over':
      return whatIsOver(what) ?? refused(410, 'place-gone')
    case 'moved-away':
      return refused(410, 'place-superseded')
    case 'error':
      return refused(503, 'page-refused', page.refresh?.afterMs)
    default:
      return { kind: 'mismatch', why: `page ${page.state} (${what}): nobody asked for this` }
  }
}

function hasPlace({ facts }: PlainPage): boolean {
  return facts.has('number')
}

function toldBy(what: AskName, page: PlainPage): Outcome {
  const answer = answerOn(page)
  if (what !== 'join') return { kind: 'told', answer }
  const { place } = answer.status
  // The token is the browser's: a cookie that no page shows.
  return { kind: 'joined', answer: { kind: 'placed', place, token: '', poll: answer } }
}

/** Who left, or is done in the shop, has no place any more. */
function whatIsOver(what: AskName): Outcome | undefined {
  if (what === 'leave') return { kind: 'left' }
  return what === 'release' ? { kind: 'released' } : undefined
}

function refused(status: number, code: string, retryAfterMs?: number): Refusal {
  return { kind: 'refused', status, code, retryAfterMs }
}

/**
 * No page renews anything, and none shows how long a token lives: what its reader has is the time
 * in the shop, and a button that ends it.
 */
function admittedBy({ facts, behind }: PlainPage): Outcome {
  const untilMs = whole.parse(facts.get('session-until-ms'))
  const session = { sessionId: 'of-a-page', untilMs, tokenUntilMs: untilMs }
  return {
    kind: 'admitted',
    session,
    again: false,
    ...(behind !== undefined && { nowMs: behind.nowMs }),
  }
}

const whole = z
  .string()
  .regex(/^\d+$/, 'a whole number')
  .transform((text) => Number(text))
const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'a number')
  .transform((text) => Number(text))

const factsSchema = z.object({
  phase: phaseSchema,
  number: whole,
  'present-ahead': whole,
  'is-estimate': z.enum(['true', 'false']),
  'at-most-ahead': whole,
  waiting: whole,
  'wait-low-ms': whole.exactOptional(),
  'wait-high-ms': whole.exactOptional(),
  'rate-per-second': decimal,
  'as-of-ms': whole,
})

function answerOn({ state, facts, refresh, behind }: PlainPage): PollAnswer {
  const shown = factsSchema.parse(Object.fromEntries(facts))
  const hidden = z.object({ nowMs: z.number(), lane: z.string() }).parse({
    nowMs: behind?.nowMs,
    lane: behind?.view.poll?.status.place.lane,
  })
  const deadlineMs = state === 'turn' ? whole.safeParse(facts.get('deadline-ms')).data : undefined
  return {
    status: statusOf(state, shown, hidden),
    // A turn has no number to see. Its deadline is its own, and a later turn's is later.
    ...(deadlineMs !== undefined && { offer: { turn: deadlineMs, deadlineMs } }),
    news: [],
    next: { kind: 'poll', inMs: refresh?.afterMs ?? LOOK_AGAIN_MS },
  }
}

function statusOf(
  state: string,
  shown: z.infer<typeof factsSchema>,
  hidden: { readonly nowMs: number; readonly lane: string },
): FanStatusOnWire {
  const { number } = shown
  const [lowMs, highMs] = [shown['wait-low-ms'], shown['wait-high-ms']]
  const hasWait = lowMs !== undefined && highMs !== undefined
  return {
    kind: 'status',
    phase: shown.phase,
    standing: state === 'turn' ? 'offered' : state === 'lapsed' ? 'lapsed' : 'waiting',
    // By arrival one stands at one's number, and how often a place has moved is nobody's to see.
    place: { lane: hidden.lane, number, position: number, generation: 0 },
    presentAhead: shown['present-ahead'],
    isEstimate: shown['is-estimate'] === 'true',
    atMostAhead: shown['at-most-ahead'],
    waiting: shown.waiting,
    ratePerSecond: shown['rate-per-second'],
    ...(hasWait && { wait: { lowMs, highMs } }),
    asOfMs: shown['as-of-ms'],
    nowMs: hidden.nowMs,
  }
}
