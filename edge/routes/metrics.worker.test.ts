import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ask, bearer, joined, post, problem, roomOf, steer, until } from '../fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'

const metricsOf = async (token: string) =>
  (await ask('/metrics', { headers: bearer(token) })).text()

function metricsWith(line: string): Promise<string> {
  return until(
    () => metricsOf(OPERATOR_KEY),
    (text) => text.includes(line),
    15_000,
  )
}

describe('/metrics', () => {
  test('is closed without a token, and open to a viewer', async () => {
    expect(await problem(await ask('/metrics'))).toBe('401 operator-only')
    const body = { name: 'Prometheus', role: 'viewer' }
    const added = await post('/operate/api/operators', OPERATOR_KEY, body)
    const { token } = z.object({ token: z.string() }).parse(await added.json())

    expect(await metricsOf(token)).toContain('# TYPE admit_one_waiting gauge')
  })

  test('follows a sale within seconds, without asking its room', async () => {
    const room = await roomOf('full')
    await Promise.all(Array.from({ length: 5 }, () => joined(room)))
    await metricsWith(`admit_one_waiting{room="${room}"} 5`)
    await steer(room, { cap: 2 })

    const text = await metricsWith(`admit_one_turns_total{room="${room}"} 2`)

    expect(text).toContain(`admit_one_joined_total{room="${room}"} 5`)
    expect(text).toContain(`admit_one_cap{room="${room}"} 2`)
    expect(text).toContain(`admit_one_phase{room="${room}",phase="open"} 1`)
  })
})

test('/operate/openapi.json is public, and has the routes', async () => {
  const answer = await ask('/operate/openapi.json')

  expect(answer.headers.get('Content-Type')).toBe('application/json')
  expect(await answer.text()).toContain('"operationId":"pause"')
})
