/** The joins and the polls of a long line. */
import { joinAnswer } from '../../core/protocol/join.ts'
import { pollAnswer } from '../../core/protocol/poll.ts'
import type { HttpRequest } from '../http/request.ts'
import type { Comparison } from '../pairs.ts'
import { answersOf, compareJoins, compareStatuses } from './answers.ts'
import { firstJoin, joinMany, type Joined } from './joining.ts'
import { ourTarget } from './our-target.ts'
import { ROOMS } from './rooms.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'
import { filled, type Target } from './target.ts'

type Said = (line: string) => void

/** Near holds four times the fans it would if all were here: beyond that everybody is far. */
const FAR_FROM = ROOMS.line.near.atLeast * 4.5
const NEAR_UP_TO = ROOMS.line.near.atLeast * 0.8
/** Near fans have sockets and poll only where those are blocked: in a long line one poll in ten. */
const FAR_POLLS_TO_ONE_NEAR = 9

export async function measureJoins(servers: Servers, size: Size, said: Said): Promise<Comparison> {
  const { origin, pid, stop } = await servers.edge()
  const target = ourTarget(origin, 'line')
  try {
    await fillCap(target)
    // Placed, and not let in: the line is there.
    const [example] = await joinMany(target, 1)
    if (example === undefined || kindOf(example) !== 'placed') throw new Error('There is no line.')
    const answers = await answersOf(target, filled(target.status, { token: example.token }))
    const bare = await servers.bare(answers)
    const comparison = await compareJoins({ target, pid, bare, size, said })
    await bare.stop()
    return comparison
  } finally {
    await stop()
  }
}

export async function measurePolls(
  servers: Servers,
  size: Size,
  said: Said,
): Promise<Record<string, Comparison>> {
  const { origin, pid, stop } = await servers.edge()
  const target = ourTarget(origin, 'line')
  try {
    await fillCap(target)
    const fans = await joinMany(target, size.line)
    const { near, far } = await pollsOf(target, fans)
    const bare = await servers.bare(await answersOf(target, far[0] ?? target.status))
    const kinds = size.kindsOfPolls
      ? { mix: mixed(near, far), far, near }
      : { mix: mixed(near, far) }
    const comparisons = await compareStatuses({ target, pid, bare, size, said }, kinds)
    await bare.stop()
    return comparisons
  } finally {
    await stop()
  }
}

/** The one slot is taken by whoever comes first; everybody else waits. */
async function fillCap(target: Target): Promise<void> {
  await firstJoin(target)
}

function kindOf({ body }: Joined): string {
  return joinAnswer.parse(body).kind
}

async function pollsOf(
  target: Target,
  fans: readonly Joined[],
): Promise<{ near: HttpRequest[]; far: HttpRequest[] }> {
  const requestsOf = (isMeant: (position: number) => boolean) =>
    fans
      .filter((fan) => isMeant(positionOf(fan)))
      .map(({ token }) => filled(target.status, { token }))
  const near = requestsOf((position) => position > 1 && position < NEAR_UP_TO)
  const far = requestsOf((position) => position >= FAR_FROM)
  await expectStep(target, near[0], 'connect')
  await expectStep(target, far[0], 'poll')
  return { near, far }
}

function positionOf({ body }: Joined): number {
  const answer = joinAnswer.parse(body)
  return answer.kind === 'let-through' ? -1 : answer.place.position
}

/** A bench of the wrong kind of fans would measure something, too. */
async function expectStep(
  { origin }: Target,
  request: HttpRequest | undefined,
  step: string,
): Promise<void> {
  if (request === undefined) throw new Error(`Nobody in the line is told to ${step}.`)
  const { method, path, headers = {} } = request
  const answer = await fetch(`${origin}${path}`, { method, headers })
  const { next } = pollAnswer.parse(await answer.json())
  if (next.kind !== step) throw new Error(`A fan is told to ${next.kind}, and not to ${step}.`)
}

function mixed(near: readonly HttpRequest[], far: readonly HttpRequest[]): HttpRequest[] {
  return far.flatMap((request, index) => {
    const nearOne = near[(index / FAR_POLLS_TO_ONE_NEAR) % near.length]
    const isTurn = index % FAR_POLLS_TO_ONE_NEAR === 0
    return isTurn && nearOne !== undefined ? [nearOne, request] : [request]
  })
}
