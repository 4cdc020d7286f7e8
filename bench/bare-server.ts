import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CalledProcess } from './calls.ts'

const CALL_MS = 20_000
const MODULES = {
  http: new URL('http/bare-server-process.ts', import.meta.url),
  sockets: new URL('sockets/bare-server-process.ts', import.meta.url),
}

/** A server in a process of its own that does the least there is to do (see `http`, `sockets`). */
export class BareServer {
  readonly #process: CalledProcess

  constructor(kind: keyof typeof MODULES) {
    this.#process = new CalledProcess(fileURLToPath(MODULES[kind]), `bare ${kind} server`)
  }

  get pid(): number {
    return this.#process.pid
  }

  /** Answers where it listens. */
  async listen(): Promise<string> {
    const port = await this.#process.call('listen', {}, z.number(), CALL_MS)
    return `http://127.0.0.1:${port}`
  }

  /** Sends a message to every socket. */
  say(message: string): Promise<unknown> {
    return this.#process.call('say', message, z.unknown(), CALL_MS)
  }

  stop(): void {
    this.#process.stop()
  }
}
