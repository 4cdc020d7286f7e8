/** Joins and statuses of a server, in turns with bare answers of the same bytes and headers. */
import { fileURLToPath } from 'node:url'
import { HttpClient } from '../http-client.ts'
import type { HttpRequest } from '../http/request.ts'
import type { ScenarioSource } from '../http/scenario.ts'
import { loopTurn } from '../loop-turn.ts'
import { compare, takeTurns, type Comparison, type Contender } from '../pairs.ts'
import type { Served } from '../workerd.ts'
import type { Answer } from '../workers/plain.ts'
import type { Answers } from '../workers/answers.ts'
import type { Size } from './sizes.ts'
import type { Target } from './target.ts'

type Said = (line: string) => void

const JOIN = { method: 'POST', path: '/rooms/bench/join', body: '{}' }
const BARE = {
  join: { ...JOIN, headers: { 'content-type': 'application/json' } },
  status: { method: 'GET', path: '/rooms/bench/status' },
} satisfies Record<string, HttpRequest>

export interface AnswersSpec {
  target: Target
  pid: number | undefined
  bare: Served
  size: Size
  said: Said
}

export async function compareJoins(spec: AnswersSpec): Promise<Comparison> {
  const { target, pid, bare } = spec
  return inTurns(spec, [
    { name: target.name, origin: target.origin, pid, scenario: { request: target.join } },
    { name: 'bare', origin: bare.origin, pid: bare.pid, scenario: { request: BARE.join } },
  ])
}

/** Kinds of fans, the one whose ratio counts first; each is held against the same bare answer. */
export async function compareStatuses(
  spec: AnswersSpec,
  kinds: Readonly<Record<string, readonly HttpRequest[]>>,
): Promise<Record<string, Comparison>> {
  const { target, pid, bare } = spec
  const all = await inTurns(spec, [
    ...Object.entries(kinds).map(([name, requests]) => ({
      name,
      origin: target.origin,
      pid,
      scenario: { module: STATUS_MODULE, options: { requests } },
    })),
    { name: 'bare', origin: bare.origin, pid: bare.pid, scenario: { request: BARE.status } },
  ])
  return Object.fromEntries(
    Object.keys(kinds).map((kind) => [kind, compare([kind, 'bare'], all.turns)]),
  )
}

const STATUS_MODULE = fileURLToPath(new URL('status-scenario.ts', import.meta.url))

interface Asked {
  name: string
  origin: string
  pid: number | undefined
  scenario: ScenarioSource
}

async function inTurns({ size, said }: AnswersSpec, asked: readonly Asked[]): Promise<Comparison> {
  const client = new HttpClient()
  const { connections, seconds } = size
  try {
    const contenders = asked.map(({ name, origin, pid, scenario }): Contender => {
      const server = pid === undefined ? {} : { serverPid: pid }
      const spec = {
        origin,
        scenario,
        connections,
        seconds,
        loop: { kind: 'closed' },
        ...server,
      } as const
      return { name, run: () => loopTurn(client, spec) }
    })
    return await takeTurns(contenders, size.rounds, said)
  } finally {
    client.stop()
  }
}

/** What the server answers, for the bare one to answer too. */
export async function answersOf(target: Target, status: HttpRequest): Promise<Answers> {
  return {
    join: await answerTo(target.origin, target.join),
    status: await answerTo(target.origin, status),
  }
}

async function answerTo(
  origin: string,
  { method, path, headers, body }: HttpRequest,
): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
  })
  if (!response.ok)
    throw new Error(`${method} ${path} answers ${response.status}: mend that first.`)
  const kept = Object.fromEntries(response.headers)
  // The server frames and compresses each answer itself.
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding', 'connection']) {
    delete kept[name]
  }
  return { body: await response.text(), headers: kept }
}
