import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { install } from './install.ts'
import { partPlans, type PartPlan } from './parts.ts'
import { testFolder } from './test-folder.ts'

/** A part made by a shell, with an account of how often it was. */
function shellPart(folder: string, script = 'echo whole > thing', fingerprint = 'one'): PartPlan {
  const made = join(folder, 'calls')
  return {
    part: 'kafka',
    name: 'Kafka',
    takes: 'a moment',
    needs: [],
    fingerprint,
    commands: (draft) => [
      { command: 'sh', args: ['-c', `echo . >> '${made}'; cd '${draft}'; ${script}`] },
    ],
  }
}

function machine() {
  const folder = testFolder()
  const said: string[] = []
  const calls = () =>
    existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').length / 2 : 0
  const run = (plan: PartPlan) =>
    install({ folder, plans: [plan], isRoot: false, say: (line) => void said.push(line) })
  return { folder, said, calls, run, thing: join(folder, 'kafka', 'thing') }
}

test('what is installed is not installed again', async () => {
  const { folder, calls, run, thing } = machine()

  await run(shellPart(folder))
  await run(shellPart(folder))

  expect(calls()).toBe(1)
  expect(readFileSync(thing, 'utf8')).toBe('whole\n')
})

test('another version takes the place of the former one, and nothing of that is left', async () => {
  const { folder, calls, run, thing } = machine()
  await run(shellPart(folder, 'echo old > old'))

  await run(shellPart(folder, 'echo new > thing', 'two'))

  expect(calls()).toBe(2)
  expect(readFileSync(thing, 'utf8')).toBe('new\n')
  expect(existsSync(join(folder, 'kafka', 'old'))).toBe(false)
})

test('of an installation that was cut off nothing is used, and the next one makes it whole', async () => {
  const { folder, run, thing } = machine()
  await expect(run(shellPart(folder, 'echo half > half; exit 1'))).rejects.toThrow('Kafka')
  expect(existsSync(join(folder, 'kafka'))).toBe(false)

  await run(shellPart(folder))

  expect(existsSync(thing)).toBe(true)
  expect(existsSync(join(folder, 'kafka', 'half'))).toBe(false)
})

test('an old version stays until the new one is whole', async () => {
  const { folder, run, thing } = machine()
  await run(shellPart(folder))

  await expect(run(shellPart(folder, 'exit 1', 'two'))).rejects.toThrow('Kafka')

  expect(readFileSync(thing, 'utf8')).toBe('whole\n')
})

test('two at once install it once', async () => {
  const { folder, calls, run } = machine()

  await Promise.all([run(shellPart(folder)), run(shellPart(folder))])

  expect(calls()).toBe(1)
})

test('it is said what is installed and how long that takes', async () => {
  const { folder, said, run } = machine()

  await run(shellPart(folder))

  expect(said[0]).toBe('Installing Kafka (once: a moment) …')
  expect(said[1]).toMatch(/^Installed Kafka in [\d.]+ s\.$/)
})

test('a folder that cannot be made is one sentence', async () => {
  const folder = join(testFolder(), 'file')
  writeFileSync(folder, '')

  const installing = install({ folder, plans: [shellPart(folder)], isRoot: false, say: () => {} })

  await expect(installing).rejects.toThrow(/^the servers could not be installed .*mend or remove/i)
})

test('every part has a place of its own, and a mark that a changed version changes', () => {
  const plans = partPlans()

  expect(new Set(plans.map(({ part }) => part)).size).toBe(plans.length)
  expect(new Set(plans.map(({ fingerprint }) => fingerprint)).size).toBe(plans.length)
})

test('nothing is fetched without a version', () => {
  const draft = testFolder()
  mkdirSync(draft, { recursive: true })
  const go = partPlans().flatMap((plan) =>
    plan.commands(draft).filter(({ command }) => command === 'go'),
  )
  const pom = readFileSync(join(import.meta.dirname, 'pom.xml'), 'utf8')

  expect(go.map(({ args }) => args.at(-1))).toEqual([expect.stringMatching(/@v\d+\.\d+\.\d+$/)])
  expect(pom).not.toMatch(/<version>[^\d<]|LATEST|RELEASE|SNAPSHOT/)
})
