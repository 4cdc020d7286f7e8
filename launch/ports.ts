import { createServer } from 'node:net'
import { LaunchProblem, systemCode } from './problem.ts'

/** Browsers take "localhost" for either address: both must be free, where the machine has both. */
const ADDRESSES = ['127.0.0.1', '::1']
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']

/** Fails with a sentence when a port cannot be listened on. `ports` names the variable of each. */
export async function checkPorts(ports: Record<string, number>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    for (const address of ADDRESSES) {
      const code = await tryListening(port, address)
      if (code === undefined || NO_SUCH_ADDRESS.includes(code)) continue
      const instead = `${name}=${anotherPort(port)} npm start`
      throw new LaunchProblem(
        code === 'EADDRINUSE'
          ? `Port ${port} is taken: end what listens there, or choose another with ${instead}.`
          : `Port ${port} cannot be used (${code}): choose another with ${instead}.`,
      )
    }
  }
}

/** A suggestion only: the next one, out of the range that only root may use. */
function anotherPort(port: number): number {
  if (port < 1024) return port + 8000
  return port === 65_535 ? port - 1 : port + 1
}

/** Listens for an instant; answers what went wrong, if anything. */
function tryListening(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(systemCode(error) ?? error.message))
    server.listen({ port, host }, () => server.close(() => resolve(undefined)))
  })
}
