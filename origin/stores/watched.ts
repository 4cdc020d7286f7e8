/** Stores as they are used: each call measured, part of a trace and, over a network, behind a breaker. */
import { inShort, type Log } from '../telemetry/log.ts'
import type { BreakerState, Metrics } from '../telemetry/metrics.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import { breakerBefore } from './breaker.ts'
import type { Documents } from './documents/documents.ts'
import type { EventLog } from './events/event-log.ts'
import { StoreFailure } from './failure.ts'
import { guardedDocuments, guardedEventLog, guardedObjects, type Guard } from './guarded.ts'
import type { Objects } from './objects/objects.ts'

export const ports = ['documents', 'events', 'objects'] as const
export type Port = (typeof ports)[number]

export type OpenedStores = {
  readonly documents: Documents
  readonly events: EventLog
  readonly objects: Objects
}

export type Stores = OpenedStores & {
  /** Undefined where there is no breaker: an embedded store cannot be out of reach. */
  readonly breakerState: (port: Port) => BreakerState | undefined
  readonly close: () => Promise<void>
}

export type StoresWatch = {
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly log: Log
}

type Run = <R>(act: () => Promise<R>) => Promise<R>

export function watchedStores(
  opened: OpenedStores,
  withBreakers: boolean,
  watch: StoresWatch,
): Stores {
  const states = new Map<Port, () => BreakerState>()

  function guardOf(port: Port): Guard {
    if (!withBreakers) return watchedGuard(port, (act) => act(), watch)
    const breaker = breakerBefore({
      port,
      ping: () => opened[port].ping(),
      changed(state, why) {
        const isOpen = state === 'open'
        const because = isOpen ? { why: inShort(why) } : {}
        watch.log(isOpen ? 'warn' : 'info', { what: 'breaker', port, state, ...because })
      },
    })
    states.set(port, breaker.state)
    watch.metrics.watchBreaker(port, breaker.state)
    return watchedGuard(port, breaker.run, watch)
  }

  return {
    documents: guardedDocuments(opened.documents, guardOf('documents')),
    events: guardedEventLog(opened.events, guardOf('events')),
    objects: guardedObjects(opened.objects, guardOf('objects')),
    breakerState: (port) => states.get(port)?.(),
    close: () => closeAll(opened, watch.log),
  }
}

function watchedGuard(port: Port, through: Run, { metrics, tracing }: StoresWatch): Guard {
  return async (call, act) => {
    const beganAtMs = performance.now()
    const done = (outcome: string) =>
      metrics.storeCalled(port, outcome, performance.now() - beganAtMs)
    const asked = () => through(act)
    // What is part of no trace, as a ping or a relay's look around, begins none.
    const isTraced = tracing.traceId() !== undefined
    try {
      const result = isTraced
        ? await tracing.withSpan(`${port} ${call}`, 'client', asked)
        : await asked()
      done('ok')
      return result
    } catch (error) {
      done(error instanceof StoreFailure ? error.code : 'error')
      throw error
    }
  }
}

/** All of them, whatever one says. */
async function closeAll(opened: OpenedStores, log: Log): Promise<void> {
  for (const port of ports) {
    await opened[port].close().catch((error: unknown) => {
      log('error', { what: 'store-not-closed', port, why: inShort(error) })
    })
  }
}
