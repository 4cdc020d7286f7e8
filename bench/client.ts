import { join } from 'node:path'
import { BareServer } from './bare-server.ts'
import { bundle } from './bundle.ts'
import { HttpClient } from './http-client.ts'
import type { RunSpec } from './http/run-spec.ts'
import { loopTurn } from './loop-turn.ts'
import type { Options } from './options.ts'
import { takeTurns, type Comparison, type Contender, type Figures } from './pairs.ts'
import { comparisonTables, type BenchResult } from './report.ts'
import { SocketClient } from './socket-client.ts'
import { serveAlone, type Served } from './workerd.ts'
import { temporaryFolder } from './temporary-folder.ts'

type Said = (line: string) => void

/** With more, many machines want their limit of open files raised. */
const SOCKETS = 5_000
/** More than it can: what it does instead is what it can. */
const OPENED_PER_SECOND = 20_000
const OPEN_LOOP_SHARE = 0.5
const SATURATED_CORES = 0.9

/** How much the measuring clients themselves can do, so that no later figure is theirs unnoticed. */
export async function run(options: Options, said: Said): Promise<BenchResult> {
  const { closed, open, perSecond } = await httpLoops(options, said)
  const sockets = await socketTurns(options.pairs, said)
  return {
    title: `The clients against bare answers: ${options.pairs} rounds; HTTP with ${options.connections} connections for ${options.seconds} s each`,
    tables: [
      ...comparisonTables('Closed loop', closed),
      ...comparisonTables(`Open loop, ${perSecond} requests/s`, open),
      ...comparisonTables(`${SOCKETS} sockets against a bare server`, sockets),
    ],
    notes: Object.keys(closed.figures).map((name) => `${name}: ${saturated(closed, name)}`),
    figures: { closed, open, openPerSecond: perSecond, sockets },
  }
}

async function httpLoops(options: Options, said: Said) {
  const folder = await temporaryFolder('client')
  const client = new HttpClient()
  const bare = new BareServer('http')
  let workerd: Served | undefined
  try {
    const config = join(import.meta.dirname, 'workers/plain.toml')
    const answer = { kind: 'json', name: 'ANSWER', value: { body: 'ok', headers: {} } } as const
    workerd = await serveAlone(await bundle(config, folder), [answer])
    const servers = {
      'plain sockets': { origin: await bare.listen(), pid: bare.pid },
      'bare workerd': workerd,
    }
    const contenders = (loop: RunSpec['loop']) =>
      Object.entries(servers).map(([name, { origin, pid }]): Contender => {
        const scenario = { request: { method: 'GET', path: '/' } }
        const { connections, seconds } = options
        const spec = { origin, scenario, connections, seconds, serverPid: pid, loop }
        return { name, run: () => loopTurn(client, spec) }
      })
    said('closed loop')
    const closed = await takeTurns(contenders({ kind: 'closed' }), options.pairs, said)
    const perSecond = Math.floor(slowest(closed) * OPEN_LOOP_SHARE)
    said(`open loop, at ${OPEN_LOOP_SHARE} of what the slower server answered`)
    const open = await takeTurns(contenders({ kind: 'open', perSecond }), options.pairs, said)
    return { closed, open, perSecond }
  } finally {
    client.stop()
    bare.stop()
    await workerd?.stop()
  }
}

function slowest({ figures }: Comparison): number {
  return Math.min(
    ...Object.values(figures).map((spreads) => spreads['requests/s']?.median ?? Infinity),
  )
}

function saturated({ figures }: Comparison, name: string): string {
  const busy = ['client', 'server'].filter(
    (who) => (figures[name]?.[`${who} CPU, cores`]?.median ?? 0) >= SATURATED_CORES,
  )
  return busy.length === 0
    ? 'neither client nor server had a whole core: the machine was the limit (see the others).'
    : `the ${busy.join(' and the ')} was saturated (${SATURATED_CORES} of a core or more).`
}

async function socketTurns(rounds: number, said: Said): Promise<Comparison> {
  const server = new BareServer('sockets')
  const client = new SocketClient()
  try {
    const origin = await server.listen()
    said('sockets')
    return await takeTurns(
      [{ name: 'bare server', run: () => socketTurn(client, server, origin) }],
      rounds,
      said,
    )
  } finally {
    client.stop()
    server.stop()
  }
}

async function socketTurn(
  client: SocketClient,
  server: BareServer,
  origin: string,
): Promise<Figures> {
  const opened = await client.open({
    origin,
    count: SOCKETS,
    perSecond: OPENED_PER_SECOND,
    visitors: [{ path: '/' }],
  })
  const pinged = await client.ping({ timeoutMs: 10_000 })
  const heard = await client.broadcast(() => server.say('now'), {
    contains: 'now',
    timeoutMs: 20_000,
  })
  await client.close()
  return {
    'failed to open': opened.failed,
    'opened/s': (opened.open * 1000) / opened.elapsedMs,
    'client CPU while opening, cores': opened.clientCpuShare,
    'ping p50 ms': pinged.medianMs,
    'ping p99 ms': pinged.p99Ms,
    'pings missed': pinged.missed,
    'broadcast median ms': heard.medianMs,
    'broadcast last ms': heard.lastMs,
    'broadcasts missed': heard.missed,
    'client CPU in the broadcast, cores': heard.clientCpuShare,
  }
}
