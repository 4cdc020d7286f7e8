import { once } from 'node:events'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { answerCalls } from '../calls.ts'

/** The least a socket server can do: it takes everybody, and says one thing to all when asked. */
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  backlog: 4096,
  perMessageDeflate: false,
})

answerCalls({
  listen: async () => {
    if (server.address() === null) await once(server, 'listening')
    return z.object({ port: z.number() }).parse(server.address()).port
  },
  say: (message) => {
    for (const socket of server.clients) socket.send(z.string().parse(message))
  },
})
