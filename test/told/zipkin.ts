/** Takes in what Zipkin takes in, and keeps it: version 2 of its JSON. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const zipkinSpan = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  parentId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string(),
  timestamp: z.int().positive(),
  duration: z.number().nonnegative(),
  localEndpoint: z.object({ serviceName: z.string() }),
})
type ZipkinSpan = z.infer<typeof zipkinSpan>

export type Zipkin = {
  readonly url: string
  readonly traces: () => ZipkinSpan[][]
  readonly stop: () => Promise<void>
}

export async function startZipkin(): Promise<Zipkin> {
  const spans = new Map<string, ZipkinSpan[]>()
  const takeIn = async (request: IncomingMessage): Promise<number> => {
    const read = z.array(zipkinSpan).safeParse(await json(request))
    for (const span of read.data ?? []) {
      spans.set(span.traceId, [...(spans.get(span.traceId) ?? []), span])
    }
    return read.success ? 202 : 400
  }
  const server = createServer((request, response) => {
    void takeIn(request).then((status) => response.writeHead(status).end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/api/v2/spans`,
    traces: () => [...spans.values()],
    async stop() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}
