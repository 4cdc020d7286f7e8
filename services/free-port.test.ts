import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { checkPort, freePort } from './free-port.ts'

/** Where Linux begins to give ports to clients. */
const CLIENTS_FROM = 32_768

test('a free port is one that no client is given', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))

  expect(Math.max(...ports)).toBeLessThan(CLIENTS_FROM)
  expect(new Set(ports).size).toBeGreaterThan(15)
})

test('a port that is taken is one sentence with the remedy', async () => {
  const port = await freePort()
  const other = createServer()
  onTestFinished(() => void other.close())
  await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening))

  await expect(checkPort('Kafka', port, 'set KAFKA_PORT')).rejects.toThrow(
    `Port ${port}, where Kafka is to listen, is taken: end what listens there, or set KAFKA_PORT.`,
  )
})
