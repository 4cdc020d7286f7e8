/** The origin's port: taken before anybody is told of it, given back when the last request is done. */
import { Server, type ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
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
  const closeUnasked = unaskedOf(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(problemOf(error, host, port)))
    server.listen(port, host, () => resolve())
  })
  const bound = server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  const name = host.includes(':') ? `[${host}]` : host
  return {
    address: `http://${name}:${actual}`,
    async close(limitMs) {
      const cut = setTimeout(() => server.closeAllConnections(), limitMs)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      closeUnasked()
      await closed
      clearTimeout(cut)
    },
  }
}

/**
 * From when it is called on, ends the connections on which nobody waits for an answer. Node's own
 * closing ends those between two requests, and leaves those that were opened and never used, as
 * browsers do in advance, on which a request is only half said, or whose answer had promised to keep
 * them: each of them would hold up the end until its limit.
 */
function unaskedOf(server: Server): () => void {
  const asked = new Map<Socket, number>()
  let isEnding = false
  const endUnasked = (socket: Socket) => {
    if (isEnding && asked.get(socket) === 0) socket.destroySoon()
  }
  server.on('connection', (socket: Socket) => {
    asked.set(socket, 0)
    socket.once('close', () => asked.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    const count = (by: number) => {
      const before = asked.get(socket)
      if (before !== undefined) asked.set(socket, before + by)
    }
    count(1)
    response.once('close', () => {
      count(-1)
      endUnasked(socket)
    })
  })
  return () => {
    isEnding = true
    for (const socket of asked.keys()) endUnasked(socket)
  }
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
