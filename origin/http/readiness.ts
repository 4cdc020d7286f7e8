/**
 * Whether the origin can do its work now: each store is pinged, with a deadline. However many ask, a
 * store is pinged once a second at the most. Who is ending is not ready, and asks nobody.
 */
import { z } from 'zod'
import { within } from '../deadline.ts'
import { StoreFailure } from '../stores/failure.ts'
import { ports, type Port, type Stores } from '../stores/watched.ts'

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
}

export function readinessOf({ stores, isEnding, nowMs }: ReadinessParts): () => Promise<Readiness> {
  let held: { readonly untilMs: number; readonly asked: Promise<Readiness> } | undefined
  return async () => {
    if (isEnding()) return { kind: 'ending' }
    if (held === undefined || nowMs() >= held.untilMs) {
      held = { untilMs: nowMs() + HELD_MS, asked: look(stores) }
    }
    return held.asked
  }
}

async function look(stores: ReadinessParts['stores']): Promise<Readiness> {
  const [documents, events, objects] = await Promise.all([
    stateOf(stores, 'documents'),
    stateOf(stores, 'events'),
    stateOf(stores, 'objects'),
  ])
  const states = { documents, events, objects }
  const isReady = ports.every((port) => states[port].state === 'ready')
  return { kind: isReady ? 'ready' : 'not-ready', stores: states }
}

class Slow extends Error {}

async function stateOf(stores: ReadinessParts['stores'], port: Port): Promise<StoreState> {
  const state = await within(PING_MS, stores[port].ping(), () => new Slow()).then(
    () => 'ready' as const,
    whyNot,
  )
  const breaker = stores.breakerState(port)
  return { state, ...(breaker !== undefined && { breaker }) }
}

function whyNot(error: unknown): StoreState['state'] {
  if (error instanceof Slow) return 'slow'
  const read = storeSchema.shape.state.safeParse(error instanceof StoreFailure ? error.code : '')
  return read.success ? read.data : 'failing'
}
