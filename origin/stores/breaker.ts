/**
 * A circuit breaker before a store: after a few calls in a row that it did not answer, calls fail at
 * once instead of each waiting in vain. After a while it is pinged, with a deadline, and not tried
 * with a caller's own call: that might be an upload of minutes, or be done twice.
 */
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import { within } from '../deadline.ts'
import type { BreakerState } from '../telemetry/metrics.ts'
import { StoreFailure } from './failure.ts'

const FAILURES = 5
const OPEN_MS = 5_000
const PROBE_MS = 1_000

export type Breaker = {
  readonly state: () => BreakerState
  readonly run: <R>(act: () => Promise<R>) => Promise<R>
}

export type BreakerSettings = {
  /** What the store is called. */
  readonly port: string
  readonly ping: () => Promise<void>
  /** `why` is what the store failed with last. */
  readonly changed: (state: BreakerState, why: unknown) => void
}

export function breakerBefore({ port, ping, changed }: BreakerSettings): Breaker {
  const policy = circuitBreaker(handleWhen(isUnreachable), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  })
  policy.onStateChange((state) => changed(stateOf(state), lastOf(policy.lastFailure)))
  const probe = () =>
    within(
      PROBE_MS,
      ping(),
      () => new StoreFailure('unreachable', `The ${port} did not answer a ping in ${PROBE_MS} ms.`),
    )
  return {
    state: () => stateOf(policy.state),
    async run(act) {
      try {
        // Who comes while it is being pinged waits for what comes of it, a second at the most.
        if (policy.state !== CircuitState.Closed) await policy.execute(probe)
        return await policy.execute(act)
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error
        const message = `The ${port} did not answer: they are asked again within ${OPEN_MS / 1_000} s.`
        throw new StoreFailure('unreachable', message, { cause: lastOf(policy.lastFailure) })
      }
    },
  }
}

/** Any other failure is an answer. */
function isUnreachable(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'unreachable'
}

function stateOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'closed'
  return state === CircuitState.HalfOpen ? 'probing' : 'open'
}

function lastOf(failure: object | undefined): unknown {
  return failure !== undefined && 'error' in failure ? failure.error : undefined
}
