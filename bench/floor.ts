import { join } from 'node:path'
import { bundle } from './bundle.ts'
import type { Binding } from './capnp.ts'
import { HttpClient } from './http-client.ts'
import { loopTurn } from './loop-turn.ts'
import type { Options } from './options.ts'
import { takeTurns, type Contender } from './pairs.ts'
import { comparisonTables, type BenchResult } from './report.ts'
import { serveAlone, type Served } from './workerd.ts'
import type { Answer } from './workers/plain.ts'
import { temporaryFolder } from './temporary-folder.ts'

const PATH = '/healthz'

/**
 * The floor for every later figure: our cheapest answer, against the cheapest that a router and
 * that the runtime itself can give with the same body and headers.
 */
export async function run(options: Options, said: (line: string) => void): Promise<BenchResult> {
  const folder = await temporaryFolder('floor')
  const client = new HttpClient()
  const served: Served[] = []
  const serve = async (config: string, bindings: Binding[] = []) => {
    said(`building ${config}`)
    const path = join(import.meta.dirname, config)
    const worker = await serveAlone(await bundle(path, join(folder, `${served.length}`)), bindings)
    served.push(worker)
    return worker
  }
  const contender = (name: string, { origin, pid }: Served): Contender => ({
    name,
    run: () =>
      loopTurn(client, {
        origin,
        scenario: { request: { method: 'GET', path: PATH } },
        connections: options.connections,
        seconds: options.seconds,
        serverPid: pid,
        loop: { kind: 'closed' },
      }),
  })
  try {
    const ours = await serve('../wrangler.toml')
    const answer = await answerOf(ours.origin)
    const same: Binding = { kind: 'json', name: 'ANSWER', value: answer }
    const comparison = await takeTurns(
      [
        contender('our Worker', ours),
        contender('bare Hono', await serve('workers/hono.toml', [same])),
        contender('bare Response', await serve('workers/plain.toml', [same])),
      ],
      options.pairs,
      said,
    )
    return {
      title: `GET ${PATH} under plain workerd: ${options.connections} connections, closed loop, ${options.pairs} rounds of ${options.seconds} s`,
      tables: comparisonTables('The answer', comparison),
      notes: [
        `The bare Workers answer the same ${sizeOf(answer)}.`,
        'No static assets are served.',
      ],
      figures: comparison,
    }
  } finally {
    client.stop()
    await Promise.all(served.map((worker) => worker.stop()))
  }
}

/** What our Worker answers, to be answered by the others: only who makes it may differ. */
async function answerOf(origin: string): Promise<Answer> {
  const response = await fetch(`${origin}${PATH}`)
  if (!response.ok)
    throw new Error(`${PATH} answers ${response.status}: there is no floor to find.`)
  const headers = Object.fromEntries(response.headers)
  // The server frames and compresses each answer itself.
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding', 'connection']) {
    delete headers[name]
  }
  return { body: await response.text(), headers }
}

function sizeOf({ body, headers }: Answer): string {
  return `${Buffer.byteLength(body)} bytes and ${Object.keys(headers).length} headers`
}
