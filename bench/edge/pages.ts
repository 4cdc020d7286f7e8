/** Many fans' pages before one room: each has joined, holds a socket, and behaves as pages do. */
import { PING } from '../../core/protocol/socket-terms.ts'
import { SocketClient } from '../socket-client.ts'
import type { OpenResult } from '../sockets/specs.ts'
import { firstJoin, joinMany } from './joining.ts'
import { fill, filledAll, type Target } from './target.ts'

const PING_EVERY_MS = 15_000
const PRESENT = JSON.stringify({ kind: 'present' })

export interface Pages {
  client: SocketClient
  tokens: readonly string[]
  opened: OpenResult
}

/** Those who join; nobody connects yet. */
export async function joined(target: Target, count: number): Promise<string[]> {
  const first = await firstJoin(target)
  const others = count > 1 ? await joinMany(target, count - 1) : []
  return [first, ...others].map(({ token }) => token)
}

/** Their sockets, with whose pages ping every 15 s and say that they are there when asked. */
export async function connected(target: Target, tokens: readonly string[]): Promise<Pages> {
  const { push } = target
  if (push === undefined) throw new Error(`${target.name} has no address for sockets.`)
  const client = new SocketClient()
  try {
    const opened = await client.open({
      origin: target.origin,
      count: tokens.length,
      visitors: tokens.map((token) => ({
        path: fill(push.path, { token }),
        headers: filledAll(push.headers ?? {}, { token }),
      })),
      keepAlive: { send: PING, everyMs: PING_EVERY_MS },
      replies: [{ contains: '"still-there"', send: PRESENT }],
    })
    if (opened.failed === 0) return { client, tokens, opened }
    throw new Error(`${opened.failed} sockets did not open: ${JSON.stringify(opened.reasons)}`)
  } catch (error) {
    client.stop()
    throw error
  }
}
