/**
 * The origin from its first moment to its last. Whatever comes, it ends in order: nobody new, who is
 * there is answered, what goes on beside is finished, the last spans are sent, the stores are closed.
 */
import type { Config } from './config.ts'
import { within } from './deadline.ts'
import { originApp } from './http/app.ts'
import { assertionsOf } from './http/assertions.ts'
import { listen } from './http/listen.ts'
import { readinessOf } from './http/readiness.ts'
import type { Route } from './http/route.ts'
import { openStores } from './stores/open-stores.ts'
import type { Stores } from './stores/watched.ts'
import { inShort, type Log } from './telemetry/log.ts'
import { originMetrics, type Metrics } from './telemetry/metrics.ts'
import { startTracing, type Tracing } from './telemetry/tracing.ts'
import type { Worker } from './worker.ts'

/** For requests and workers alike. With what follows it is less than the 30 s that most give a process. */
const DRAIN_MS = 20_000
const CLOSE_MS = 3_000

/** What everything that is plugged in is made of. */
export type Base = {
  readonly config: Config
  readonly stores: Stores
  readonly log: Log
  readonly metrics: Metrics
  readonly tracing: Tracing
}

export type Plugged = { readonly routes: readonly Route[]; readonly workers: readonly Worker[] }
export type Plug = (base: Base) => Promise<Plugged>

export type Origin = {
  readonly address: string
  /** Asked again, it is the same end. */
  readonly end: () => Promise<void>
}

export async function startOrigin(
  config: Config,
  version: string,
  log: Log,
  plug: Plug,
): Promise<Origin> {
  const tracing = startTracing(config.tracing, log)
  const metrics = originMetrics()
  const stores = await openStores(config.stores, { metrics, tracing, log })
  try {
    const { routes, workers } = await plug({ config, stores, log, metrics, tracing })
    let isEnding = false
    const assertions = assertionsOf(config.edgeUrl, log)
    const ready = readinessOf({
      stores,
      isEnding: () => isEnding,
      nowMs: () => performance.now(),
      log,
    })
    const app = originApp({
      routes,
      version,
      log,
      metrics,
      tracing,
      ready,
      assertions,
      keyring: config,
      isEnding: () => isEnding,
    })
    const port = await listen((request) => app.fetch(request), config.host, config.port)
    for (const worker of workers) worker.start()
    let ended: Promise<void> | undefined
    const end = async () => {
      isEnding = true
      await Promise.all([port.close(DRAIN_MS), ...workers.map((worker) => stopped(worker, log))])
      assertions.close()
      await tracing.shutdown()
      await closed(stores, log)
    }
    return { address: port.address, end: () => (ended ??= end()) }
  } catch (error) {
    await closed(stores, log)
    throw error
  }
}

async function stopped({ name, stop }: Worker, log: Log): Promise<void> {
  const late = () => new Error(`${name} was not done in ${DRAIN_MS / 1_000} s.`)
  await within(DRAIN_MS, stop(), late).catch((error: unknown) => {
    log('error', { what: 'worker-not-stopped', worker: name, why: inShort(error) })
  })
}

async function closed(stores: Stores, log: Log): Promise<void> {
  const late = () => new Error(`The stores were not closed in ${CLOSE_MS / 1_000} s.`)
  await within(CLOSE_MS, stores.close(), late).catch((error: unknown) => {
    log('error', { what: 'stores-not-closed', why: inShort(error) })
  })
}
