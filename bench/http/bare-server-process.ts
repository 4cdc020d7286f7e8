import { once } from 'node:events'
import { z } from 'zod'
import { answerCalls } from '../calls.ts'
import { bareServer } from './bare-server.ts'

const server = bareServer()

answerCalls({
  listen: async () => {
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })
    await once(server, 'listening')
    return z.object({ port: z.number() }).parse(server.address()).port
  },
})
