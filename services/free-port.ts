import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { LaunchProblem, systemCode } from '../launch/problem.ts'

// Below the range from which systems give clients their ports. A client that tries again and again
// to reach a server that was killed would else, once in a while, be given the server's own port: it
// then is connected to itself, and the server cannot come back.
const LOWEST = 15_000
const HIGHEST = 31_999
const TRIES = 100

/** A port on 127.0.0.1 on which nothing listens, and that no client is given meanwhile. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1)
    if ((await tryListening(port)) === undefined) return port
  }
  throw new LaunchProblem(
    `No free port was found from ${LOWEST} to ${HIGHEST}: end something that listens there.`,
  )
}

/** Fails with a sentence when the port cannot be listened on. `instead` is how to have another. */
export async function checkPort(
  name: string,
  port: number,
  instead = 'choose another port',
): Promise<void> {
  const code = await tryListening(port)
  if (code === undefined) return
  throw new LaunchProblem(
    code === 'EADDRINUSE'
      ? `Port ${port}, where ${name} is to listen, is taken: end what listens there, or ${instead}.`
      : `Port ${port} cannot be used by ${name} (${code}): ${instead}.`,
  )
}

/** Listens for an instant; answers what went wrong, if anything. */
function tryListening(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(systemCode(error) ?? error.message))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(undefined)))
  })
}
