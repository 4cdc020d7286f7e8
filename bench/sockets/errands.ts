import type { z } from 'zod'
import type { Line } from '../http/line.ts'
import { LinePool } from './line-pool.ts'
import type { Errand, errandSpec } from './specs.ts'

interface Visitor {
  headers?: Record<string, string> | undefined
}

/**
 * What pages do over HTTP when their sockets say something: taking the turn they are told of.
 * Each goes once, at once, as a page would.
 */
export class Errands {
  readonly #spec: z.infer<typeof errandSpec>
  readonly #visitors: readonly Visitor[]
  readonly #pool: LinePool
  readonly #nowMs: () => number
  readonly #gone = new Set<number>()
  #done: Errand[] = []
  #wanted: { count: number; resolve: () => void } | undefined

  constructor(
    spec: z.infer<typeof errandSpec>,
    visitors: readonly Visitor[],
    lines: readonly Line[],
    nowMs: () => number = Date.now,
  ) {
    this.#spec = spec
    this.#visitors = visitors
    this.#pool = new LinePool(lines)
    this.#nowMs = nowMs
  }

  heard(visitor: number, text: string): void {
    if (!text.includes(this.#spec.contains) || this.#gone.has(visitor)) return
    this.#gone.add(visitor)
    void this.#go(visitor, this.#nowMs())
  }

  async #go(visitor: number, heardAtMs: number): Promise<void> {
    const { request } = this.#spec
    const headers = { ...request.headers, ...this.#visitors[visitor]?.headers }
    const outcome = await this.#pool.ask({ ...request, headers })
    const answer =
      outcome.kind === 'answer'
        ? { status: outcome.response.status, body: outcome.response.body.toString() }
        : { status: 0, body: outcome.message }
    this.#done.push({ visitor, heardAtMs, answeredAtMs: this.#nowMs(), ...answer })
    if (this.#done.length >= (this.#wanted?.count ?? Infinity)) this.#wanted?.resolve()
  }

  /** Those done since this was last asked, once they are so many or time is up. */
  async taken(count: number, timeoutMs: number): Promise<Errand[]> {
    if (this.#done.length < count) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs)
        this.#wanted = { count, resolve: () => resolve(clearTimeout(timer)) }
      })
    }
    this.#wanted = undefined
    const done = this.#done
    this.#done = []
    return done
  }
}
