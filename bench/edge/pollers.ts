/** Near fans whose network lets no socket through: they are here because they ask. */
import { NEAR_POLL_MS } from '../../core/queue/limits.ts'
import { LinePool, linesTo } from '../sockets/line-pool.ts'
import { filled, type Target } from './target.ts'

const CONNECTIONS = 4
const TICK_MS = 50

/** Each asks once in five seconds, one after the other, until stopped. */
export function keepPolling(target: Target, tokens: readonly string[]): { stop: () => void } {
  if (tokens.length === 0) return { stop: () => {} }
  const lines = linesTo(target.origin, CONNECTIONS)
  const pool = new LinePool(lines)
  const requests = tokens.map((token) => filled(target.status, { token }))
  const startMs = performance.now()
  let asked = 0
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) * requests.length) / NEAR_POLL_MS)
    for (; asked < due; asked += 1) {
      const request = requests[asked % requests.length]
      if (request !== undefined) void pool.ask(request)
    }
  }, TICK_MS)
  return {
    stop: () => {
      clearInterval(timer)
      for (const line of lines) line.close()
    },
  }
}
