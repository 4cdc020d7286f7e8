/** Fans who hold sockets and wait: what they cost in rows, and how soon a free slot is theirs. */
import { claimAnswer } from '../../core/protocol/claim.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'
import { withLines } from '../sockets/line-pool.ts'
import type { Errand } from '../sockets/specs.ts'
import { freeAtMs, pushFigures, type PushFigures } from './freed-slots.ts'
import { filesLimit, socketsAServer } from './open-files.ts'
import { Operator, rowsIn } from './operator.ts'
import { fanAct, ourTarget } from './our-target.ts'
import { connected, joined, type Pages } from './pages.ts'
import { passed } from './passed.ts'
import { keepPolling } from './pollers.ts'
import { claimWhenCalled } from './sockets.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'
import { filled } from './target.ts'

/** Slots are given back one by one, slower than the rate would take them again. */
const RELEASE_EVERY_MS = 50
const RATE_PER_SECOND = 100
const IN_TIME_MS = 20_000

export interface RowFigures {
  rowsPerWaitingFan: number
  fans: number
  withSockets: number
  seconds: number
  rows: number
  /** From the first join on, with all that joining and connecting cost. */
  rowsPerFanFromJoin: number
}

export interface WaitingFigures {
  rows: RowFigures
  push: PushFigures
}

export async function measureWaiting(
  servers: Servers,
  size: Size,
  said: (line: string) => void,
  /** What is done while they wait: it may take long, and is not heard by their server. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<WaitingFigures> {
  const { origin, stop } = await servers.edge()
  const target = ourTarget(origin, 'waiting')
  const operator = new Operator(origin, 'waiting')
  const fans = size.waiting + size.slots
  said(`${fans} fans join and open their sockets`)
  const tokens = await joined(target, fans)
  // Where one process may not open so many files, those at the end of the line poll instead.
  const withSockets = tokens.slice(0, socketsAServer(filesLimit()))
  const pages = await connected(target, withSockets)
  const pollers = keepPolling(target, tokens.slice(withSockets.length))
  try {
    const counted = await waitOnly(operator, fans, size, said, meanwhile)
    const rows = { ...counted, withSockets: withSockets.length }
    const push = await freeSlots(pages, operator, origin, size, said)
    return { rows, push }
  } finally {
    pages.client.stop()
    pollers.stop()
    await stop()
  }
}

async function waitOnly(
  operator: Operator,
  fans: number,
  { settleMs, waitSeconds }: Size,
  said: (line: string) => void,
  meanwhile: () => Promise<unknown>,
): Promise<Omit<RowFigures, 'withSockets'>> {
  await passed(settleMs)
  said(`they wait for ${waitSeconds} s`)
  const startMs = performance.now()
  const before = rowsIn(await operator.measures())
  await Promise.all([passed(waitSeconds * 1_000), meanwhile()])
  const after = rowsIn(await operator.measures())
  return {
    rowsPerWaitingFan: (after - before) / fans,
    fans,
    seconds: (performance.now() - startMs) / 1_000,
    rows: after - before,
    rowsPerFanFromJoin: after / fans,
  }
}

/** The first fans fill the shop; then each leaves it, and the next one of the line is called. */
async function freeSlots(
  { client, tokens }: Pages,
  operator: Operator,
  origin: string,
  { slots, settleMs }: Size,
  said: (line: string) => void,
): Promise<PushFigures> {
  await client.sendOnErrands(claimWhenCalled('waiting', origin))
  said(`${slots} are let in, and the shop is full`)
  await operator.steer({ cap: slots, ratePerSecond: RATE_PER_SECOND })
  const inside = await client.errands(slots, IN_TIME_MS)
  if (inside.length < slots) throw new Error(`Only ${inside.length} of ${slots} were let in.`)
  await passed(settleMs)
  said('they leave it again, one by one')
  const freeMs = await release(inside, tokens, origin)
  const called = await client.errands(slots, IN_TIME_MS)
  return pushFigures(
    freeMs,
    called.map(({ heardAtMs }) => heardAtMs),
  )
}

function release(
  inside: readonly Errand[],
  tokens: readonly string[],
  origin: string,
): Promise<number[]> {
  return withLines(origin, 16, async (pool) => {
    const released: Promise<number>[] = []
    for (const { visitor, status, body } of inside) {
      const { sessionId, tokenUntilMs } = sessionIn(status, body)
      const request = filled(fanAct('waiting', 'release', { sessionId }), {
        token: tokens[visitor] ?? '',
      })
      // The server's clock is this machine's. It cannot have heard of it before it was sent.
      const sentMs = Date.now()
      const outcome = pool.ask(request).then((answer) => {
        if (answer.kind === 'answer' && answer.response.status === 200) {
          return freeAtMs(tokenUntilMs, sentMs)
        }
        throw new Error(`A release failed: ${JSON.stringify(answer).slice(0, 300)}`)
      })
      released.push(outcome)
      await passed(RELEASE_EVERY_MS)
    }
    return Promise.all(released)
  })
}

function sessionIn(status: number, body: string): SessionOnWire {
  if (status !== 201) throw new Error(`A claim got ${status}: ${body}`)
  return claimAnswer.parse(JSON.parse(body)).session
}
