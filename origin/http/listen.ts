/** The origin's port: taken before anybody is told of it, given back when the last request is done. */
import { Server, type ServerOptions } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { ConfigProblem } from '../config.ts'

/** However slowly a request comes in, by then it is there, or its connection is cut. */
const timeouts: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  // Longer than a proxy keeps a connection: it is the proxy that ends it, and never while we answer.
  keepAliveTimeout: 75_000,
}

export type Listening = {
  /** Where it is reached from this machine. */
  readonly address: string
  /** Takes nobody new. Resolves when who was there is answered, or when it takes too long. */
  readonly close: (limitMs: number) => Promise<void>
}

type Fetch = (request: Request) => Response | Promise<Response>

export async function listen(fetch: Fetch, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch, hostname: host, serverOptions: timeouts })
  if (!(server instanceof Server)) throw new Error('This is no plain HTTP server.')
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(problemOf(error, host, port)))
    server.listen(port, host, () => resolve())
  })
  const bound = server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  const name = host.includes(':') ? `[${host}]` : host
  return {
    address: `http://${name}:${actual}`,
    close: (limitMs) => closed(server, limitMs),
  }
}

async function closed(server: Server, limitMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), limitMs)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(cut)
}

function problemOf(error: Error, host: string, port: number): Error {
  switch ('code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new ConfigProblem(
        `PORT=${port} is taken: end what listens there, or set another PORT.`,
      )
    case 'EACCES':
      return new ConfigProblem(`PORT=${port} is not for everybody: set PORT to 1024 or more.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigProblem(`HOST=${host} is not an address of this machine: set another HOST.`)
    default:
      return error
  }
}
