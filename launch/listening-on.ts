import assert from 'node:assert'
import { once } from 'node:events'
import type { Server } from 'node:net'

/** Lets a server listen on a port of the system's choice, and answers which. */
export async function listeningOn(server: Server, host: string): Promise<number> {
  server.listen({ port: 0, host })
  await once(server, 'listening')
  const address = server.address()
  assert(typeof address === 'object' && address !== null)
  return address.port
}
