import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bareClone } from './bare-clone.ts'
import { oneAtATime } from './one-at-a-time.cjs'

const soon = { lookAgainMs: 1, giveUpMs: 3 }

/** The lock as another process would have left it, and what became of a second try. */
async function tryWith(content: string) {
  const { root, said, io } = bareClone()
  const file = join(root, 'lock')
  writeFileSync(file, content)
  let worked = false
  const outcome = oneAtATime(file, { ...io, ...soon }, async () => {
    worked = true
  })
  const problem = await outcome.then(
    () => undefined,
    (error: unknown) => String(error),
  )
  return { worked, said, problem, left: existsSync(file) ? readFileSync(file, 'utf8') : undefined }
}

/** Our own account of ourselves, as the lock holds it. */
async function ourAccount(): Promise<string> {
  const { root, io } = bareClone()
  const file = join(root, 'lock')
  let account = ''
  await oneAtATime(file, io, async () => {
    account = readFileSync(file, 'utf8')
  })
  return account
}

test('the lock is gone when the work is done, and when it failed', async () => {
  const { root, io } = bareClone()
  const file = join(root, 'lock')

  await oneAtATime(file, io, async () => expect(existsSync(file)).toBe(true))
  expect(existsSync(file)).toBe(false)

  const failing = oneAtATime(file, io, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})

test('the lock of a process that is gone is taken over without a word', async () => {
  const { pid } = spawnSync('true')

  expect(await tryWith(`${pid} 12345`)).toEqual({
    worked: true,
    said: [],
    problem: undefined,
    left: undefined,
  })
})

test.runIf(process.platform === 'linux')(
  'a process that has got the number of one that is gone does not hold its lock',
  async () => {
    expect((await tryWith(`${process.pid} 1`)).worked).toBe(true)
  },
)

test('a lock that is held is waited for, then given up with a sentence, and left alone', async () => {
  const account = await ourAccount()

  const { worked, said, problem, left } = await tryWith(account)

  expect(worked).toBe(false)
  expect(said).toEqual(['Another command is installing packages here: waiting for it …'])
  expect(problem).toContain('end it, or delete')
  expect(left).toBe(account)
})
