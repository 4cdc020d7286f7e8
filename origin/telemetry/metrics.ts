/**
 * What Prometheus reads of the origin. Labels are bounded: routes as they are written in the table,
 * words of ours, and never anything that a caller made up.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

const PREFIX = 'admit_one_origin'
const BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const breakerStates = ['closed', 'open', 'probing'] as const
export type BreakerState = (typeof breakerStates)[number]

export type Metrics = {
  /** Others add their own to it. */
  readonly registry: Registry
  readonly requestDone: (
    request: { readonly route: string; readonly method: string; readonly status: number },
    ms: number,
  ) => void
  readonly storeCalled: (port: string, outcome: string, ms: number) => void
  /** Read whenever the measures are. */
  readonly watchBreaker: (port: string, state: () => BreakerState) => void
}

export function originMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: `${PREFIX}_requests_total`,
    help: 'Requests that were answered.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const latency = new Histogram({
    name: `${PREFIX}_request_seconds`,
    help: 'How long requests took, until their answer began.',
    labelNames: ['route', 'method'],
    buckets: BUCKETS_SECONDS,
    registers,
  })
  const calls = new Histogram({
    name: `${PREFIX}_store_seconds`,
    help: 'How long calls to a store took, and what came of them.',
    labelNames: ['port', 'outcome'],
    buckets: BUCKETS_SECONDS,
    registers,
  })
  const watched = new Map<string, () => BreakerState>()
  const breakers = new Gauge({
    name: `${PREFIX}_breaker`,
    help: '1 for the state that a store’s breaker is in.',
    labelNames: ['port', 'state'],
    registers,
    collect() {
      for (const [port, stateNow] of watched) {
        const now = stateNow()
        for (const state of breakerStates) this.set({ port, state }, state === now ? 1 : 0)
      }
    },
  })
  breakers.reset()
  return {
    registry,
    requestDone({ route, method, status }, ms) {
      const known = METHODS.includes(method) ? method : 'other'
      requests.inc({ route, method: known, status: `${Math.floor(status / 100)}xx` })
      latency.observe({ route, method: known }, ms / 1_000)
    },
    storeCalled: (port, outcome, ms) => calls.observe({ port, outcome }, ms / 1_000),
    watchBreaker: (port, state) => void watched.set(port, state),
  }
}
