/**
 * Whether the origin can do its work now: each store is pinged, with a deadline. However many ask, a
 * store is pinged once a second at the most. Who is ending is not ready, and asks nobody.
 */
import { z } from 'zod'
import { within } from '../deadline.ts'
import { StoreFailure } from '../stores/failure.ts'
import { ports, type Port, type Stores } from '../stores/watched.ts'
import { inShort, type Log } from '../telemetry/log.ts'

const PING_MS = 1_000
const HELD_MS = 1_000

const storeSchema = z.object({
  state: z.enum(['ready', 'slow', 'failing', 'unreachable', 'wrong-secret', 'disk-full', 'closed']),
  /** Where a network is between. */
  breaker: z.enum(['closed', 'open', 'probing']).exactOptional(),
})
type StoreState = z.infer<typeof storeSchema>

export const readyAnswer = z.object({
  status: z.literal('ready'),
  stores: z.object({ documents: storeSchema, events: storeSchema, objects: storeSchema }),
})

export type StoreStates = z.infer<typeof readyAnswer>['stores']

export type Readiness =
  | { readonly kind: 'ready' | 'not-ready'; readonly stores: StoreStates }
  | { readonly kind: 'ending' }

export type ReadinessParts = {
  readonly stores: Pick<Stores, Port | 'breakerState'>
  readonly isEnding: () => boolean
  readonly nowMs: () => number
  /** Hears, in the store's own words, why one ceases to be ready: whoever asks is not told that. */
  readonly log: Log
}

export function readinessOf(parts: ReadinessParts): () => Promise<Readiness> {
  const { stores, isEnding, nowMs } = parts
  const last = new Map<Port, StoreState['state']>()
  let held: { readonly untilMs: number; readonly asked: Promise<Readiness> } | undefined

  async function look(): Promise<Readiness> {
    const [documents, events, objects] = await Promise.all([
      stateOf('documents'),
      stateOf('events'),
      stateOf('objects'),
    ])
    const states = { documents, events, objects }
    const isReady = ports.every((port) => states[port].state === 'ready')
    return { kind: isReady ? 'ready' : 'not-ready', stores: states }
  }

  async function stateOf(port: Port): Promise<StoreState> {
    const { state, why } = await within(PING_MS, stores[port].ping(), slow).then(
      () => ({ state: 'ready' as const, why: undefined }),
      (error: unknown) => ({ state: whyNot(error), why: inShort(error) }),
    )
    const before = last.get(port) ?? 'ready'
    last.set(port, state)
    if (state !== before) {
      parts.log(state === 'ready' ? 'info' : 'warn', { what: 'store', port, state, why })
    }
    const breaker = stores.breakerState(port)
    return { state, ...(breaker !== undefined && { breaker }) }
  }

  return async () => {
    if (isEnding()) return { kind: 'ending' }
    if (held === undefined || nowMs() >= held.untilMs) {
      held = { untilMs: nowMs() + HELD_MS, asked: look() }
    }
    return held.asked
  }
}

class Slow extends Error {}

function slow(): Slow {
  return new Slow(`It did not answer a ping in ${PING_MS} ms.`)
}

function whyNot(error: unknown): StoreState['state'] {
  if (error instanceof Slow) return 'slow'
  const read = storeSchema.shape.state.safeParse(error instanceof StoreFailure ? error.code : '')
  return read.success ? read.data : 'failing'
}
