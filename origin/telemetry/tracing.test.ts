/** Against a server that takes what a Zipkin takes. */
import { createServer, type Server } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { logOf } from '../fixtures.ts'
import { startTracing } from './tracing.ts'

const spansSchema = z.array(
  z.object({
    traceId: z.string(),
    id: z.string(),
    parentId: z.string().optional(),
    name: z.string(),
    kind: z.string().optional(),
    localEndpoint: z.object({ serviceName: z.string() }),
    tags: z.record(z.string(), z.string()),
  }),
)
type Spans = z.infer<typeof spansSchema>

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Takes spans, or takes the connection and never says a word. */
async function startZipkin(answers: boolean) {
  const spans: Spans = []
  const server = createServer((request, response) => {
    if (!answers) return
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      spans.push(...spansSchema.parse(JSON.parse(Buffer.concat(chunks).toString())))
      response.writeHead(202).end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { spans, url: `http://127.0.0.1:${port}/api/v2/spans` }
}

test('spans come to Zipkin as parent and child of one service, with the trace that was brought', async () => {
  const { spans, url } = await startZipkin(true)
  const tracing = startTracing({ zipkinUrl: url, share: 1 }, logOf().log)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const parent = tracing.extract({ traceparent: `00-${traceId}-b7ad6b7169203331-01` })

  let sent: Record<string, string> = {}
  await tracing.withSpan(
    'outer',
    'server',
    () =>
      tracing.withSpan('inner', 'producer', async () => {
        sent = tracing.inject({ other: 'kept' })
      }),
    { parent },
  )
  await tracing.shutdown()

  const outer = spans.find(({ name }) => name === 'outer')
  const inner = spans.find(({ name }) => name === 'inner')
  expect(outer).toMatchObject({ traceId, parentId: 'b7ad6b7169203331', kind: 'SERVER' })
  expect(inner).toMatchObject({ traceId, parentId: outer?.id, kind: 'PRODUCER' })
  expect(spans.map(({ localEndpoint }) => localEndpoint.serviceName)).toEqual([
    'admit-one-origin',
    'admit-one-origin',
  ])
  expect(sent).toEqual({ other: 'kept', traceparent: `00-${traceId}-${inner?.id}-01` })
})

test('a span whose work fails says of what kind, and not what was said', async () => {
  const { spans, url } = await startZipkin(true)
  const tracing = startTracing({ zipkinUrl: url, share: 1 }, logOf().log)

  const failing = tracing.withSpan('failing', 'internal', async () => {
    throw new TypeError('fan@example.com is not a function')
  })
  await expect(failing).rejects.toThrow(TypeError)
  await tracing.shutdown()

  expect(spans[0]?.tags).toMatchObject({ 'otel.status_code': 'ERROR', error: 'TypeError' })
})

test('a trace that somebody chose not to keep is kept by nobody, and still has its id', async () => {
  const { spans, url } = await startZipkin(true)
  const tracing = startTracing({ zipkinUrl: url, share: 1 }, logOf().log)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const parent = tracing.extract({ traceparent: `00-${traceId}-b7ad6b7169203331-00` })

  const seen = await tracing.withSpan('quiet', 'server', async () => tracing.traceId(), { parent })
  await tracing.shutdown()

  expect(seen).toBe(traceId)
  expect(spans).toEqual([])
})

test('without a Zipkin nothing is sent, and ids go on all the same', async () => {
  const tracing = startTracing({ zipkinUrl: undefined, share: 1 }, logOf().log)

  const sent = await tracing.withSpan('alone', 'client', async () => tracing.inject({}))

  expect(sent['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  expect(tracing.inject({})).toEqual({})
})

test('a Zipkin that is not there fails nobody, and is told of once', async () => {
  const { log, lines } = logOf()
  const tracing = startTracing({ zipkinUrl: 'http://127.0.0.1:9/api/v2/spans', share: 1 }, log)

  const done = await tracing.withSpan('lost', 'server', async () => 'done')
  await tracing.shutdown()

  expect(done).toBe('done')
  expect(lines[0]).toMatchObject({ level: 'warn', what: 'spans-lost' })
})

test('a Zipkin that never answers keeps the end waiting for so long and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { url } = await startZipkin(false)
    const { log, lines } = logOf()
    const tracing = startTracing({ zipkinUrl: url, share: 1 }, log)
    await tracing.withSpan('lost', 'server', async () => {})

    const ended = tracing.shutdown()
    await vi.advanceTimersByTimeAsync(2_000)
    await ended

    expect(lines).toMatchObject([
      { what: 'spans-lost', why: 'Zipkin did not take the last spans in time.' },
    ])
  } finally {
    vi.useRealTimers()
  }
})
