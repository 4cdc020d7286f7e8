import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './free-port.ts'
import { processRuns } from './process-runs.ts'
import { startServer, type ServerPlan } from './server.ts'

const LISTENS = (port: number) =>
  `require('node:http').createServer((_, a) => a.end('yes')).listen(${port}, '127.0.0.1')`

async function plan(script = LISTENS): Promise<ServerPlan> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  return {
    name: 'The server',
    address,
    ports: [port],
    command: process.execPath,
    args: ['-e', script(port)],
    ask: () => fetch(address),
  }
}

async function started(given: ServerPlan) {
  const server = await startServer(given)
  onTestFinished(() => server.stop())
  return server
}

test('a server that was started answers, and one that was killed is gone', async () => {
  const server = await started(await plan())
  expect(await (await fetch(server.address)).text()).toBe('yes')
  const { pid } = server

  await server.kill()

  expect(processRuns(pid)).toBe(false)
  await expect(fetch(server.address)).rejects.toThrow('fetch failed')
})

test('after a kill it starts again at the same address, as another process', async () => {
  const server = await started(await plan())
  const { pid, address } = server
  await server.kill()

  await server.start()

  expect(server.address).toBe(address)
  expect(server.pid).not.toBe(pid)
  expect((await fetch(address)).ok).toBe(true)
})

test('one that runs is not started a second time', async () => {
  const server = await started(await plan())

  await expect(server.start()).rejects.toThrow('The server still runs: stop or kill it first.')
})

test('stopped twice is stopped', async () => {
  const server = await started(await plan())

  await server.stop()
  await server.stop()

  expect(processRuns(server.pid)).toBe(false)
})

test('one that dies before it answers is a sentence with its last words', async () => {
  const given = await plan(() => `console.error('no such disk'); process.exitCode = 4`)

  await expect(startServer(given)).rejects.toThrow(
    'The server ended with exit code 4. Its last words:\n    no such disk',
  )
})

test('one that never answers is ended, and a sentence', async () => {
  const given = await plan(() => `setInterval(() => {}, 1000)`)

  await expect(startServer({ ...given, readyWithinMs: 200 })).rejects.toThrow(
    'The server did not answer within 0.2 s without a word.',
  )
})

test('a port that is taken is a sentence, though something answers there', async () => {
  const given = await plan()
  const other = createServer()
  onTestFinished(() => void other.close())
  await new Promise<void>((listening) => other.listen(given.ports[0], '127.0.0.1', listening))

  await expect(startServer({ ...given, ask: async () => {} })).rejects.toThrow(
    `Port ${given.ports[0]}, where The server is to listen, is taken`,
  )
})

test('only an end that nobody asked for is told', async () => {
  const told: string[] = []
  const heard = Promise.withResolvers<string>()
  const given = await plan()
  const lost = (words: string) => {
    told.push(words)
    heard.resolve(words)
  }
  const server = await started({ ...given, lost })

  await server.kill()
  await server.start()
  expect(told).toEqual([])
  process.kill(server.pid, 'SIGKILL')

  expect(await heard.promise).toBe('The server was ended by SIGKILL without a word.')
  await server.start()
  expect((await fetch(server.address)).ok).toBe(true)
})
