import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listeningOn } from './listening-on.ts'
import { checkPorts } from './ports.ts'

/** Listens on a port of the system's choice until the test ends. */
async function takenPort(host: string): Promise<number> {
  const server = createServer()
  onTestFinished(() => void server.close())
  return listeningOn(server, host)
}

test.for(['127.0.0.1', '::1', '0.0.0.0'])(
  'a port taken on %s is named, with the variable that moves it',
  async (host) => {
    const port = await takenPort(host)

    await expect(checkPorts({ INSPECTOR_PORT: port })).rejects.toThrow(
      `Port ${port} is taken: end what listens there, or choose another with INSPECTOR_PORT=${port + 1} npm start.`,
    )
  },
)

test('a port that is free passes, twice, since checking leaves nothing behind', async () => {
  const server = createServer()
  const PORT = await listeningOn(server, '127.0.0.1')
  server.close()
  await once(server, 'close')

  await expect(checkPorts({ PORT })).resolves.toBeUndefined()
  await expect(checkPorts({ PORT })).resolves.toBeUndefined()
})
