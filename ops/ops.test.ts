/** What is watched from outside: rules and dashboard speak of metrics that there are, and the rules fire. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { alarmKind } from '../core/operate/alarms.ts'
import { metricNames } from '../core/operate/metrics.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const files = ['alerts.yml', 'grafana/sales.json', 'test/alerts.test.yml']

test.each(files)('%s names no metric that there is not', (file) => {
  const named = new Set(read(file).match(/admit_one_\w+/g))

  expect([...named].filter((name) => !metricNames.includes(name))).toEqual([])
  expect(named.size).toBeGreaterThan(4)
})

test('every metric is drawn, or watched by a rule', () => {
  const text = read('alerts.yml') + read('grafana/sales.json')

  expect(metricNames.filter((name) => !text.includes(name))).toEqual([])
})

test.each(alarmKind.options)('the alarm %s is an alert', (alarm) => {
  expect(read('alerts.yml')).toContain(`alarm="${alarm}"`)
})

test('every panel asks for something, and has a place of its own', () => {
  const { panels } = z
    .object({
      panels: z.array(
        z.object({
          gridPos: z.object({ x: z.number(), y: z.number() }),
          targets: z.array(z.object({ expr: z.string().min(1) })).min(1),
        }),
      ),
    })
    .parse(JSON.parse(read('grafana/sales.json')))

  const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)
  expect(new Set(places).size).toBe(panels.length)
})

function run(...args: string[]): string {
  return execFileSync('promtool', args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

// Where it is not there, the tests above still hold rules and metrics together: none is skipped.
const promtool = isThere('promtool') ? ['promtool'] : []

test.for(promtool)('%s takes the rules, and each fires where it should and not elsewhere', () => {
  expect(run('check', 'rules', 'alerts.yml', 'origin-alerts.yml')).toContain('SUCCESS')
  for (const file of ['prometheus.yml', 'prometheus.compose.yml']) {
    expect(run('check', 'config', '--syntax-only', file)).toContain('SUCCESS')
  }
  expect(run('test', 'rules', 'test/alerts.test.yml')).toContain('SUCCESS')
  expect(run('test', 'rules', 'test/origin-alerts.test.yml')).toContain('SUCCESS')
})

test.for(promtool)('%s is no rubber stamp: it refuses a rule that is none', () => {
  expect(() => run('check', 'rules', 'prometheus.yml')).toThrow('Command failed')
})

function isThere(command: string): boolean {
  try {
    return execFileSync(command, ['--version'], { stdio: 'pipe' }).length > 0
  } catch {
    return false
  }
}
