import { SocketLine, type Line, type Outcome } from '../http/line.ts'
import type { HttpRequest } from '../http/request.ts'

/** Requests over a few kept connections; those for whom none is free wait their turn. */
export class LinePool {
  readonly #free: Line[]
  readonly #waiting: ((line: Line) => void)[] = []

  constructor(lines: readonly Line[]) {
    this.#free = [...lines]
  }

  ask(request: HttpRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      const send = (line: Line) => {
        line.exchange(request, (outcome) => {
          const next = this.#waiting.shift()
          if (next === undefined) this.#free.push(line)
          else next(line)
          resolve(outcome)
        })
      }
      const line = this.#free.pop()
      if (line === undefined) this.#waiting.push(send)
      else send(line)
    })
  }
}

/** Closes what it opened once `use` is done with it. */
export async function withLines<Result>(
  origin: string,
  connections: number,
  use: (pool: LinePool) => Promise<Result>,
): Promise<Result> {
  const lines = linesTo(origin, connections)
  try {
    return await use(new LinePool(lines))
  } finally {
    for (const line of lines) line.close()
  }
}

export function linesTo(origin: string, connections: number): SocketLine[] {
  const { host, port } = new URL(origin)
  const target = { host, port: Number(port), timeoutMs: 10_000 }
  return Array.from({ length: connections }, () => new SocketLine(target))
}
