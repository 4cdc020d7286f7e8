import { createServer } from 'node:http'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { expect, test } from 'vitest'
import { logOf } from '../fixtures.ts'
import { zipkin } from './zipkin.ts'

test('while a Zipkin holds four batches unanswered, the next ones are dropped and not kept', async () => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { log, lines } = logOf()
  const exporter = zipkin(`http://127.0.0.1:${port}`, log)
  const results: unknown[] = []

  for (let batch = 0; batch < 6; batch += 1) {
    exporter.export(someSpans(), (result) => results.push(result))
  }

  expect(results).toMatchObject([{ code: 1 }, { code: 1 }])
  expect(lines).toMatchObject([{ what: 'spans-lost', why: 'Zipkin does not answer.' }])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function someSpans() {
  const exporter = new InMemorySpanExporter()
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  provider.getTracer('test').startSpan('one').end()
  return exporter.getFinishedSpans()
}
