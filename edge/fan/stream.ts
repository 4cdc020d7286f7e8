/**
 * What a fan is told as server-sent events: the answer of a poll, whenever it has changed. It is
 * made when the reader is ready for more, so that nothing piles up for one who does not read. That
 * a stream is open proves nobody's presence: a phone that was put away leaves it open (R4).
 */
import { AppError, problemOf, statusOfCode } from '../../core/problem.ts'
import { NEAR_TRUTH_MS } from '../../core/queue/limits.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import { STREAM_REPLACED } from '../../core/protocol/stream.ts'
import type { ProblemOnWire } from '../../core/protocol/problem.ts'
import { busy, type Fan } from './fan.ts'
import { roomNamed } from '../isolate/room-entries.ts'
import { poll } from './poll.ts'

/** How often the documents are looked at: near the front, far from it, and by who is inside. */
const LOOK_NEAR_MS = 1_000
const LOOK_FAR_MS = 4_000
const LOOK_INSIDE_MS = 10_000
/** What has not changed is said again, so that its age is seen not to grow. */
const SAY_AGAIN_MS = 10_000
/** Ended by then, so that connections spread over isolates anew, and old code runs out. */
const LASTS_MS = 10 * 60_000
const COME_BACK_MS = 2_000
/** What an isolate's memory bears; beyond it pages poll. */
const STREAMS_MAX = 2_000

/** By place: the newest stream is the one that is followed. */
const open = new Map<string, FanStream>()

export async function openStream(fan: Fan): Promise<ReadableStream<Uint8Array>> {
  const first = await poll(fan)
  const { lane, number } = first.status.place
  const key = `${fan.entry.id} ${lane} ${number}`
  const former = open.get(key)
  if (former === undefined && open.size >= STREAMS_MAX) forgetOver(Date.now())
  if (former === undefined && open.size >= STREAMS_MAX) throw busy()
  former?.replace()
  const stream = new FanStream(fan, first)
  open.set(key, stream)
  return stream.bytes(() => {
    if (open.get(key) === stream) open.delete(key)
  })
}

/** One whose request was cut off may have ended without a word: it must not take another's room. */
function forgetOver(nowMs: number): void {
  for (const [key, { endsAtMs }] of open) if (endsAtMs < nowMs) open.delete(key)
}

class FanStream {
  readonly #fan: Fan
  /** Not told yet. */
  #answer: PollAnswer | undefined
  #lookMs: number
  #toldText = ''
  #toldAtMs = 0
  readonly endsAtMs = Date.now() + LASTS_MS * (0.9 + 0.1 * Math.random())
  #isReplaced = false

  constructor(fan: Fan, first: PollAnswer) {
    this.#fan = fan
    this.#answer = first
    this.#lookMs = lookEveryMs(first)
  }

  /** By another request, which may set a flag here and not wake anything: it is seen at the next look. */
  replace(): void {
    this.#isReplaced = true
  }

  bytes(ended: () => void): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder()
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const said = await this.#next()
        controller.enqueue(encoder.encode(said.text))
        if (!said.isLast) return
        ended()
        controller.close()
      },
      cancel: () => {
        this.replace()
        ended()
      },
    })
  }

  /** The next thing worth saying, as soon as there is one. */
  async #next(): Promise<{ readonly text: string; readonly isLast: boolean }> {
    for (;;) {
      const nowMs = Date.now()
      if (nowMs >= this.endsAtMs) {
        return { text: `retry: ${Math.round(COME_BACK_MS * Math.random())}\n\n`, isLast: true }
      }
      const answer = this.#answer
      this.#answer = undefined
      if (answer !== undefined && this.#isWorthSaying(answer, nowMs)) {
        return { text: eventOf('poll', answer), isLast: false }
      }
      await scheduler.wait(this.#lookMs)
      if (this.#isReplaced) return last(replaced)
      try {
        this.#answer = await poll(this.#fan, 'unproven')
        this.#lookMs = lookEveryMs(this.#answer)
      } catch (error) {
        // Busy or blind passes; a place that has moved or ended does not come back, nor does a room.
        if (!mayPass(error)) return last(problemOf(error))
        if (await this.#isRoomGone()) return last(gone)
      }
    }
  }

  async #isRoomGone(): Promise<boolean> {
    const { env, entry, waitUntil } = this.#fan
    const found = await roomNamed(env, entry.id, waitUntil).catch(() => entry)
    return found === undefined
  }

  /** What is older than it may be when it is told is better not told: the next will be younger. */
  #isWorthSaying(answer: PollAnswer, nowMs: number): boolean {
    const { status, offer, session, next } = answer
    const isNews = offer !== undefined || session !== undefined
    const isNear = next.kind === 'connect'
    if (isNear && !isNews && nowMs - status.asOfMs > NEAR_TRUTH_MS) return false
    const text = factsOf(answer)
    if (text === this.#toldText && nowMs - this.#toldAtMs < SAY_AGAIN_MS) return false
    this.#toldText = text
    this.#toldAtMs = nowMs
    return true
  }
}

function lookEveryMs({ session, next }: PollAnswer): number {
  if (session !== undefined) return LOOK_INSIDE_MS
  return next.kind === 'connect' ? LOOK_NEAR_MS : LOOK_FAR_MS
}

/** What makes an answer another one; the clock in it alone does not. */
function factsOf({ status, offer, session, news, next }: PollAnswer): string {
  const { phase, standing, presentAhead, isEstimate, atMostAhead, ratePerSecond } = status
  const counts = [phase, standing, presentAhead, isEstimate, atMostAhead, ratePerSecond]
  const happened = [offer?.turn, session?.tokenUntilMs, news.at(-1)?.no, next.kind]
  return [...counts, ...happened].join()
}

function mayPass(error: unknown): boolean {
  return !(error instanceof AppError) || statusOfCode(error.code) >= 500
}

const gone: ProblemOnWire = {
  code: 'not-found',
  message: 'There is no such room any more.',
}

const replaced: ProblemOnWire = {
  code: STREAM_REPLACED,
  message: 'Another page of this place is followed now: take it back there, or here.',
  step: 'take-over',
}

function last(problem: ProblemOnWire): { readonly text: string; readonly isLast: true } {
  return { text: eventOf('problem', problem), isLast: true }
}

function eventOf(name: 'poll' | 'problem', data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
