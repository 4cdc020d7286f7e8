import { fileURLToPath } from 'node:url'
import { CalledProcess } from './calls.ts'
import { LIMITS, runResult, runSpec, type RunResult, type RunSpec } from './http/run-spec.ts'

/**
 * The HTTP client as a bench uses it. It lives in a process of its own and is used for all the
 * contenders of a bench, so that they are met by the same client, as warm for one as for the next.
 */
export class HttpClient {
  readonly #process = new CalledProcess(
    fileURLToPath(new URL('http/client-process.ts', import.meta.url)),
    'HTTP client',
  )

  measure(given: RunSpec): Promise<RunResult> {
    const spec = runSpec.parse(given)
    const drainMs = spec.loop.kind === 'open' ? spec.loop.drainMs : 0
    const graceMs = 10_000 + LIMITS.connections
    return this.#process.call('measure', spec, runResult, spec.seconds * 1000 + drainMs + graceMs)
  }

  stop(): void {
    this.#process.stop()
  }
}
