import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileSchema } from './allowed.ts'
import { USUAL_SCENARIO } from './arguments.ts'
import { listText } from './help.ts'
import { loadScenario, SCENARIO_FOLDER, standardNames, standardScenarios } from './load.ts'

function contentOf(file: string): unknown {
  return JSON.parse(readFileSync(join(SCENARIO_FOLDER, file), 'utf8'))
}

test.each(standardNames())('%s is a good scenario, named as its file, with its schema', (name) => {
  const loaded = loadScenario(name, [], '.')

  expect(loaded).toMatchObject({ kind: 'scenario', scenario: { name } })
  expect(contentOf(`${name}.json`)).toMatchObject({ $schema: './scenario.schema.json' })
})

test.each(standardNames().filter((name) => name !== 'million'))('%s runs in seconds', (name) => {
  expect(contentOf(`${name}.json`)).toHaveProperty(
    'fans',
    expect.toSatisfy((fans) => fans <= 60_000),
  )
})

test('the schema beside the scenarios is what `--schema` prints', () => {
  const current: unknown = JSON.parse(JSON.stringify(fileSchema()))

  expect(contentOf('scenario.schema.json')).toEqual(current)
})

test('the usual scenario is a standard one', () => {
  expect(standardNames()).toContain(USUAL_SCENARIO)
})

test('the list says what each is for, in 80 columns', () => {
  const lines = listText(standardScenarios()).split('\n')

  expect(lines.filter((line) => !line.startsWith(' '))).toEqual(standardNames())
  expect(lines.every((line) => line.length <= 80)).toBe(true)
})
