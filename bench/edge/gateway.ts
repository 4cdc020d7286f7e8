/**
 * The gateway before a shop, in turns with a proxy that decides nothing, both before the same
 * server. At a full load their rates are compared; with few connections, what the gateway adds.
 */
import { BareServer } from '../bare-server.ts'
import { HttpClient } from '../http-client.ts'
import type { HttpRequest } from '../http/request.ts'
import { loopTurn } from '../loop-turn.ts'
import { takeTurns, type Comparison, type Contender } from '../pairs.ts'
import type { Served } from '../workerd.ts'
import { fileURLToPath } from 'node:url'
import { GUARDED_ROOM } from './rooms.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'

type Said = (line: string) => void

/** Fans in the shop, each with a token of their own. */
const FANS = 64
const CALM_CONNECTIONS = 4
const TRIES = 200
const AGAIN_MS = 50
const PATH = '/guarded/tickets'

export interface GatewayFigures {
  ratio: number
  addedP50Ms: number
  perSecond: number
  barePerSecond: number
  p50Ms: number
  bareP50Ms: number
}

export async function measureGateway(
  servers: Servers,
  size: Size,
  said: Said,
): Promise<{ gateway: GatewayFigures; full: Comparison; calm: Comparison }> {
  const shop = new BareServer('http')
  const client = new HttpClient()
  try {
    const shopOrigin = await shop.listen()
    const ours = await servers.edge({ shopOrigin })
    const bare = await servers.proxy(shopOrigin)
    const turns = (connections: number) =>
      takeTurns(contenders({ client, ours, bare, size, connections }), size.rounds, said)
    const full = await turns(size.connections)
    const calm = await turns(CALM_CONNECTIONS)
    await Promise.all([ours.stop(), bare.stop()])
    return { gateway: figuresOf(full, calm), full, calm }
  } finally {
    client.stop()
    shop.stop()
  }
}

function contenders(around: {
  client: HttpClient
  ours: Served
  bare: Served
  size: Size
  connections: number
}): Contender[] {
  const { client, ours, bare, size, connections } = around
  const turn = (server: Served, requests: readonly HttpRequest[]) =>
    loopTurn(client, {
      origin: server.origin,
      scenario: { module: SCENARIO, options: { requests } },
      connections,
      seconds: size.seconds,
      loop: { kind: 'closed' },
      serverPid: server.pid,
    })
  return [
    {
      name: 'gateway',
      // Fresh tokens each time: with half a minute left, each request would be signed a new one.
      run: async () => turn(ours, await admittedRequests(ours.origin)),
    },
    { name: 'bare', run: async () => turn(bare, await admittedRequests(ours.origin)) },
  ]
}

const SCENARIO = fileURLToPath(new URL('status-scenario.ts', import.meta.url))

/** The same requests for both: cookies and all. */
async function admittedRequests(origin: string): Promise<HttpRequest[]> {
  const requests: HttpRequest[] = []
  for (let fan = 0; fan < FANS; fan += 1) {
    requests.push({ method: 'GET', path: PATH, headers: { cookie: await admitted(origin) } })
  }
  return requests
}

async function admitted(origin: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let tries = 0; tries < TRIES; tries += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${origin}${PATH}`, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie !== '' && { cookie }) },
    })
    await response.arrayBuffer()
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      cookies.set(name, value)
    }
    if (response.status === 200) {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
  throw new Error(`Nobody is let into ${GUARDED_ROOM}.`)
}

function of({ figures }: Comparison, who: string, what: string): number {
  return figures[who]?.[what]?.median ?? Number.NaN
}

function figuresOf(full: Comparison, calm: Comparison): GatewayFigures {
  return {
    ratio: full.ratios['bare']?.['requests/s']?.median ?? Number.NaN,
    addedP50Ms: of(calm, 'gateway', 'p50 ms') - of(calm, 'bare', 'p50 ms'),
    perSecond: of(full, 'gateway', 'requests/s'),
    barePerSecond: of(full, 'bare', 'requests/s'),
    p50Ms: of(calm, 'gateway', 'p50 ms'),
    bareP50Ms: of(calm, 'bare', 'p50 ms'),
  }
}
