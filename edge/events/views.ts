/**
 * How often rooms' pages were opened, told in batches: a number a room and a few seconds. It is held
 * by the isolate alone, so what an isolate saw that died in those seconds is not told.
 */
import type { QueueLog } from '../../core/topics/queue-log.ts'
import { logFault } from '../objects/log.ts'
import type { Bindings } from '../settings.ts'
import { newTrace } from './trace.ts'

const GATHER_MS = 5_000
/** By then whoever was to tell has told, or is lost with the request that it belonged to. */
const LOST_AFTER_MS = 30_000
/** More rooms than one isolate serves at once; beyond it the batch goes early. */
const ROOMS_MAX = 200

export class Views {
  readonly #gatherMs: number
  #counts = new Map<string, number>()
  /** Since when somebody waits to tell. */
  #gatheringSinceMs: number | undefined

  constructor(gatherMs = GATHER_MS) {
    this.#gatherMs = gatherMs
  }

  /** The first of a batch is the one whose request waits for the others; its answer does not. */
  seen(env: Bindings, room: string, context: Pick<ExecutionContext, 'waitUntil'>): void {
    if (env.EVENTS === undefined || env.ORIGIN_URL === undefined) return
    this.#counts.set(room, (this.#counts.get(room) ?? 0) + 1)
    const isFull = this.#counts.size >= ROOMS_MAX
    const nowMs = Date.now()
    const isAwaited = nowMs - (this.#gatheringSinceMs ?? -Infinity) < LOST_AFTER_MS
    if (isAwaited && !isFull) return
    this.#gatheringSinceMs = isFull ? undefined : nowMs
    context.waitUntil(
      isFull ? this.#tell(env) : scheduler.wait(this.#gatherMs).then(() => this.#tell(env)),
    )
  }

  async #tell(env: Bindings): Promise<void> {
    const counts = this.#counts
    this.#counts = new Map()
    this.#gatheringSinceMs = undefined
    const events = [...counts].map(([room, count]) => viewedEvent(env, room, count))
    if (events.length === 0) return
    try {
      await env.EVENTS?.send({ events })
    } catch (error) {
      logFault('views', error, { rooms: events.length })
    }
  }
}

function viewedEvent(env: Bindings, room: string, count: number): QueueLog {
  const trace = newTrace(env)
  return {
    id: crypto.randomUUID(),
    topic: 'Queue_log',
    version: 1,
    source: 'edge',
    atMs: Date.now(),
    ...(trace !== undefined && { trace }),
    data: { kind: 'viewed', room, count },
  }
}

export const views = new Views()
