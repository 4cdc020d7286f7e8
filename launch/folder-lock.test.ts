import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataFolder } from './folder-lock.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Another process that locks the folder and stays. */
async function otherHolder(folder: string) {
  const lock = join(import.meta.dirname, 'folder-lock.ts')
  const script = `
    const { lockDataFolder } = await import(${JSON.stringify(lock)})
    globalThis.lock = lockDataFolder(${JSON.stringify(folder)})
    console.log('locked')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  return holder
}

test('a folder that another process holds is refused in a sentence', async () => {
  const folder = temporaryFolder()
  await otherHolder(folder)

  expect(() => lockDataFolder(folder)).toThrow(`Admit One already runs on ${folder}: stop it first`)
})

test('a holder that was killed holds nothing', async () => {
  const folder = temporaryFolder()
  const holder = await otherHolder(folder)

  holder.kill('SIGKILL')
  await once(holder, 'exit')

  expect(() => lockDataFolder(folder).release()).not.toThrow()
})

test('a folder that was released can be held again', () => {
  const folder = temporaryFolder()

  lockDataFolder(folder).release()

  expect(() => lockDataFolder(folder).release()).not.toThrow()
})
