import { expect, test } from 'vitest'
import type { Line, Outcome } from '../http/line.ts'
import type { HttpRequest } from '../http/request.ts'
import { LinePool } from './line-pool.ts'

const failed: Outcome = { kind: 'failed', reason: 'closed', message: 'The connection was closed.' }

/** Lines whose answers the test gives, in the order in which they were asked. */
function lines(count: number) {
  const open: { path: string; answer: () => void }[] = []
  const line: Line = {
    exchange: ({ path }, ended) => open.push({ path, answer: () => ended(failed) }),
  }
  return { open, pool: new LinePool(Array.from({ length: count }, () => line)) }
}

function get(path: string): HttpRequest {
  return { method: 'GET', path }
}

test('no more are asked at once than there are lines, and the rest follow in their order', async () => {
  const { open, pool } = lines(2)
  const asked = ['/a', '/b', '/c', '/d'].map((path) => pool.ask(get(path)))
  expect(open.map(({ path }) => path)).toEqual(['/a', '/b'])

  open[1]?.answer()
  expect(open.map(({ path }) => path)).toEqual(['/a', '/b', '/c'])

  open[0]?.answer()
  open[2]?.answer()
  open[3]?.answer()
  expect(await Promise.all(asked)).toEqual([failed, failed, failed, failed])
})
