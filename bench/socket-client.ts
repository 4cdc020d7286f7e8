import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CalledProcess } from './calls.ts'
import { monotonicMs } from './clock.ts'
import {
  errand,
  errandSpec,
  openResult,
  openSpec,
  pingSpec,
  reach,
  type Errand,
  type ErrandSpec,
  type OpenResult,
  type OpenSpec,
  type PingSpec,
  type Reach,
} from './sockets/specs.ts'

const ANSWER_MS = 10_000

/** Up to 15,000 WebSockets in a process of their own, as a bench uses them. */
export class SocketClient {
  readonly #process = new CalledProcess(
    fileURLToPath(new URL('sockets/client-process.ts', import.meta.url)),
    'socket client',
  )

  /** Opens at a steady pace; those that fail are counted with their reasons and left out. */
  open(given: OpenSpec): Promise<OpenResult> {
    const spec = openSpec.parse(given)
    const paceMs = (spec.count * 1000) / spec.perSecond
    const waitMs = Math.ceil(spec.count / spec.concurrency) * spec.timeoutMs
    return this.#process.call('open', spec, openResult, paceMs + waitMs + ANSWER_MS)
  }

  /** How long after `trigger` was called each open socket got a message that holds `contains`. */
  async broadcast(
    trigger: () => Promise<unknown>,
    { contains, timeoutMs }: { contains: string; timeoutMs: number },
  ): Promise<Reach> {
    await this.#process.call('arm', { contains }, z.unknown(), ANSWER_MS)
    const markMs = monotonicMs()
    await trigger()
    return this.#process.call('received', { markMs, timeoutMs }, reach, timeoutMs + ANSWER_MS)
  }

  /** From now on, whose socket says so asks for something over HTTP, once and at once. */
  async sendOnErrands(spec: ErrandSpec): Promise<void> {
    await this.#process.call('sendOnErrands', errandSpec.parse(spec), z.unknown(), ANSWER_MS)
  }

  /** Those done since last asked: when they are so many, or when time is up. */
  errands(count: number, timeoutMs: number): Promise<Errand[]> {
    const wanted = { count, timeoutMs }
    return this.#process.call('errands', wanted, z.array(errand), timeoutMs + ANSWER_MS)
  }

  /** How long each open socket's ping took to be answered. */
  ping(given: PingSpec): Promise<Reach> {
    const spec = pingSpec.parse(given)
    const paceMs = (15_000 * 1000) / spec.perSecond
    return this.#process.call('ping', spec, reach, paceMs + spec.timeoutMs + ANSWER_MS)
  }

  async close(): Promise<void> {
    await this.#process.call('close', {}, z.unknown(), ANSWER_MS)
  }

  stop(): void {
    this.#process.stop()
  }
}
