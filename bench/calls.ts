import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'

/**
 * Calls to a process of its own, so that what measures shares its event loop with nothing. One
 * call at a time; a process that ends or stays silent fails the call instead of hanging it.
 */
const call = z.object({ name: z.string(), argument: z.unknown() })
const reply = z.union([
  z.object({ error: z.string() }),
  z.object({ value: z.unknown().optional() }),
])

export class CalledProcess {
  readonly #child: ChildProcess
  readonly #name: string

  constructor(module: string, name: string) {
    this.#name = name
    this.#child = fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  }

  get pid(): number {
    const { pid } = this.#child
    if (pid === undefined) throw new Error(`The ${this.#name} process did not start.`)
    return pid
  }

  async call<Schema extends z.ZodType>(
    name: string,
    argument: unknown,
    schema: Schema,
    timeoutMs: number,
  ): Promise<z.infer<Schema>> {
    if (!this.#child.connected) throw new Error(`The ${this.#name} process has ended.`)
    const ended = new AbortController()
    try {
      this.#child.send({ name, argument })
      const answer = await Promise.race([
        once(this.#child, 'message', { signal: ended.signal }),
        this.#end(ended.signal),
        this.#silence(timeoutMs, ended.signal),
      ])
      const message = reply.parse(answer[0])
      if ('error' in message) throw new Error(message.error)
      return schema.parse(message.value)
    } finally {
      ended.abort()
    }
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }

  async #end(signal: AbortSignal): Promise<never> {
    const [code, killedBy] = await once(this.#child, 'exit', { signal })
    throw new Error(`The ${this.#name} process ended by itself (${killedBy ?? `code ${code}`}).`)
  }

  #silence(timeoutMs: number, signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const timer = setTimeout(() => {
        this.stop()
        reject(new Error(`The ${this.#name} process did not answer within ${timeoutMs} ms.`))
      }, timeoutMs)
      signal.addEventListener('abort', () => clearTimeout(timer))
    })
  }
}

export type Handlers = Readonly<Record<string, (argument: unknown) => unknown>>

/** The other side: answers calls until the caller is gone. */
export function answerCalls(handlers: Handlers): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', (message) => {
    void answer(handlers, message).then((value) => process.send?.(value))
  })
}

async function answer(handlers: Handlers, message: unknown): Promise<z.infer<typeof reply>> {
  try {
    const { name, argument } = call.parse(message)
    const handler = handlers[name]
    if (handler === undefined) return { error: `There is no call named ${name}.` }
    return { value: await handler(argument) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
