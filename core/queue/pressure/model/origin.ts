/**
 * A shop with a number of servers, as a fluid: load comes in, so much of it is answered, the rest
 * waits and is given up after a while. Below capacity latency follows the M/M/c queue, beyond it
 * the backlog. Requests are noisy, as real ones are.
 */
import type { Random } from '../../model/random.ts'

export type OriginShape = {
  readonly servers: number
  readonly serviceMs: number
  /** After so long a client gives up, and that is an error. */
  readonly givenUpAfterMs: number
}

export type Served = {
  readonly requests: number
  readonly errors: number
  readonly latencyP95Ms: number
  readonly inFlight: number
}

export class ModelOrigin {
  servers: number
  /** Requests that wait beyond what the servers are at. */
  #backlog = 0
  readonly #shape: OriginShape
  readonly #random: Random

  constructor(shape: OriginShape, random: Random) {
    this.#shape = shape
    this.#random = random
    this.servers = shape.servers
  }

  get perSecond(): number {
    return (this.servers * 1_000) / this.#shape.serviceMs
  }

  /** One second with so many requests in it, on average. */
  second(load: number): Served {
    const arrivals = Math.max(0, load + Math.sqrt(load) * this.#normal())
    const capacity = this.perSecond
    const due = this.#backlog + arrivals
    const answered = Math.min(due, capacity)
    const most = (capacity * this.#shape.givenUpAfterMs) / 1_000
    const errors = Math.max(0, due - answered - most)
    this.#backlog = due - answered - errors
    const queuedMs = (this.#backlog / capacity) * 1_000
    const latencyP95Ms = (queuedMs + this.#sojournP95Ms(load)) * (1 + 0.1 * this.#normal())
    return {
      requests: Math.round(answered + errors),
      errors: Math.round(errors),
      latencyP95Ms: Math.max(1, latencyP95Ms),
      inFlight: Math.round(
        this.#backlog + Math.min(arrivals, capacity) * (this.#shape.serviceMs / 1_000),
      ),
    }
  }

  /** The 95th of a hundred in M/M/c: the service's, and the wait's while the load can be served. */
  #sojournP95Ms(load: number): number {
    const spare = this.perSecond - load
    const serviceMs = 3 * this.#shape.serviceMs
    if (spare <= 0.005 * this.perSecond) return serviceMs + this.#shape.givenUpAfterMs / 10
    const waits = erlangC(this.servers, load / (this.perSecond / this.servers))
    return serviceMs + (Math.max(0, Math.log(waits / 0.05)) / spare) * 1_000
  }

  #normal(): number {
    const uniform = Math.max(1e-12, this.#random())
    return Math.sqrt(-2 * Math.log(uniform)) * Math.cos(2 * Math.PI * this.#random())
  }
}

/** The share of requests that have to wait, by the usual recursion over Erlang's B. */
function erlangC(servers: number, offered: number): number {
  let blocked = 1
  for (let n = 1; n <= servers; n += 1) blocked = (offered * blocked) / (n + offered * blocked)
  const busy = offered / servers
  return blocked / (1 - busy * (1 - blocked))
}
