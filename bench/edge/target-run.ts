/** Another server than ours: its joins and polls against bare answers, and what it pushes to all. */
import { withLines } from '../sockets/line-pool.ts'
import type { Comparison } from '../pairs.ts'
import { answersOf, compareJoins, compareStatuses } from './answers.ts'
import { againstBare, type Against } from './figures.ts'
import { firstJoin, joinMany } from './joining.ts'
import { connected } from './pages.ts'
import type { TARGET_PARTS } from './parts.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'
import { filled, type Target } from './target.ts'

type Said = (line: string) => void
type Part = (typeof TARGET_PARTS)[number]

interface TargetFigures {
  join?: Against
  poll?: Against
  sockets?: { count: number; openedPerSecond: number; lastMs?: number; missed?: number }
}

export interface TargetRun {
  figures: TargetFigures
  comparisons: Readonly<Record<string, Comparison>>
}

const FANS = 1_000

export async function measureTarget(
  servers: Servers,
  target: Target,
  parts: readonly Part[],
  size: Size,
  said: Said,
): Promise<TargetRun> {
  const fans = [await firstJoin(target), ...(await joinMany(target, FANS))]
  const tokens = fans.map(({ token }) => token)
  const statuses = tokens.map((token) => filled(target.status, { token }))
  const bare = await servers.bare(await answersOf(target, statuses[0] ?? target.status))
  const spec = { target, pid: undefined, bare, size, said }
  const figures: TargetFigures = {}
  const comparisons: Record<string, Comparison> = {}
  if (parts.includes('join')) {
    const join = await compareJoins(spec)
    comparisons['join'] = join
    figures.join = againstBare(join, target.name)
  }
  if (parts.includes('poll')) {
    const { poll } = await compareStatuses(spec, { poll: statuses })
    if (poll !== undefined) {
      comparisons['poll'] = poll
      figures.poll = againstBare(poll, 'poll')
    }
  }
  if (parts.includes('sockets') && target.push !== undefined) {
    figures.sockets = await pushToAll(target, size, said)
  }
  return { figures, comparisons }
}

async function pushToAll(
  target: Target,
  size: Size,
  said: Said,
): Promise<NonNullable<TargetFigures['sockets']>> {
  said(`${size.sockets} fans join and open their sockets`)
  const fans = await joinMany(target, size.sockets)
  const { client, opened } = await connected(
    target,
    fans.map(({ token }) => token),
  )
  try {
    const figures = {
      count: opened.open,
      openedPerSecond: (opened.open * 1_000) / opened.elapsedMs,
    }
    const broadcast = target.push?.broadcast
    if (broadcast === undefined) return figures
    const words = 'said to everybody'
    const request = filled(broadcast, { text: words })
    const say = () => withLines(target.origin, 1, (pool) => pool.ask(request))
    const { lastMs, missed } = await client.broadcast(say, { contains: words, timeoutMs: 20_000 })
    return { ...figures, lastMs, missed }
  } finally {
    client.stop()
  }
}
