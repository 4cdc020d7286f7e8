import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { originMetrics } from '../telemetry/metrics.ts'
import { countSetAside, watchConsumers } from './measures.ts'

const handlings = [{ group: 'queue-facts', topics: ['Queue_log'] as const }]

function measured(lag: () => Promise<number>, waiting: () => Promise<number>) {
  const metrics = originMetrics()
  const setAside = countSetAside(metrics.registry)
  const events = { lag }
  watchConsumers({ registry: metrics.registry, events, letters: { count: waiting }, handlings })
  metrics.watchBreaker('documents', () => 'closed')
  return { setAside, text: () => metrics.registry.metrics() }
}

test('what is set aside, what waits in the log and what waits for a person are measured', async () => {
  const { setAside, text } = measured(
    async () => 12,
    async () => 3,
  )
  setAside('edge', 2)

  const lines = await text()

  expect(lines).toContain('admit_one_origin_set_aside_total{by="edge"} 2')
  expect(lines).toContain('admit_one_origin_lag{group="queue-facts",topic="Queue_log"} 12')
  expect(lines).toContain('admit_one_origin_dead_letters 3')
})

const down = () => Promise.reject(new Error('down'))

test('a store that is down costs the other measures nothing', async () => {
  const { text } = measured(down, down)

  expect(await text()).toContain('process_cpu_seconds_total')
})

test('the alerts speak of measures that there are', async () => {
  const { setAside, text } = measured(
    async () => 0,
    async () => 0,
  )
  setAside('edge', 1)
  const there = await text()
  const alerts = readFileSync(new URL('../../ops/origin-alerts.yml', import.meta.url), 'utf8')

  const named = new Set(alerts.match(/admit_one_origin_\w+/g))
  expect([...named].filter((name) => !there.includes(`# TYPE ${name} `))).toEqual([])
  expect(named.size).toBe(3)
})
