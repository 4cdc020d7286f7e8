/**
 * Puts one object over another and removes a third, and is killed just before or after the step of
 * the given number: a step is a call by which the store changes what is on the disk.
 */
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { openEmbeddedObjects } from './embedded.ts'

type Call = (this: unknown, ...args: unknown[]) => unknown

if (import.meta.main) {
  const [folder = '', killAt = ''] = process.argv.slice(2)
  const objects = await openEmbeddedObjects({ folder })
  await countSteps(Number(killAt), folder)
  await objects.put('k', 'the new body')
  process.stdout.write('put\n')
  await objects.remove('gone')
  process.stdout.write('removed\n')
}

async function countSteps(killAt: number, folder: string): Promise<void> {
  let steps = 0
  const step = () => {
    steps += 1
    if (steps === killAt) process.kill(process.pid, 'SIGKILL')
  }
  const watch = (owner: object, name: string) => {
    const real: unknown = Reflect.get(owner, name)
    if (typeof real !== 'function') throw new Error(`There is no ${name} to watch.`)
    const watched: Call = function (...args) {
      step()
      const result: unknown = Reflect.apply(real, this, args)
      if (!(result instanceof Promise)) {
        step()
        return result
      }
      return result.finally(step)
    }
    Reflect.set(owner, name, watched)
  }
  const handle = await fs.open(folder)
  const files: unknown = Object.getPrototypeOf(handle)
  await handle.close()
  if (typeof files !== 'object' || files === null) throw new Error('Files have no methods.')
  for (const name of ['writeFile', 'sync']) watch(files, name)
  for (const name of ['open', 'rm']) watch(fs, name)
  syncBuiltinESMExports()
  watch(DatabaseSync.prototype, 'exec')
  for (const name of ['run', 'get']) watch(StatementSync.prototype, name)
}
