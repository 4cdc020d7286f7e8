import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { textOf } from './contract/place.ts'
import { openEmbeddedObjects } from './embedded.ts'

/** The put alone has a dozen: fewer, and the steps are no longer met. */
const STEPS_AT_LEAST = 24
type Found = { readonly k: string; readonly gone: string; readonly files: number }

const OLD = new Date('2020-01-01')

test('a process killed at any step of a put or a removal leaves the object before or after it', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'admit-one-objects-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  const wrong: unknown[] = []
  let killAt = 0
  for (let ended = false; !ended;) {
    killAt += 1
    const folder = join(parent, String(killAt))
    await prepare(folder)

    const said = runUntil(folder, killAt)

    const found = await after(folder)
    if (!isRight(said, found)) wrong.push({ killAt, said, found })
    ended = said.includes('removed')
  }
  expect(wrong).toEqual([])
  expect(killAt).toBeGreaterThan(STEPS_AT_LEAST)
}, 120_000)

/** What was acknowledged has happened; what was not has happened whole or not at all. */
function isRight(said: readonly string[], { k, gone, files }: Found): boolean {
  const replaced = k === 'the new body'
  const removed = gone === '(none)'
  if (said.includes('put') ? !replaced : !replaced && k !== 'the old body') return false
  if (said.includes('removed') ? !removed : !removed && gone !== 'still here') return false
  return files === (removed ? 1 : 2)
}

async function prepare(folder: string): Promise<void> {
  const objects = await openEmbeddedObjects({ folder })
  await objects.put('k', 'the old body')
  await objects.put('gone', 'still here')
  await objects.close()
}

/** What it said before it was killed, or all of it. */
function runUntil(folder: string, killAt: number): string[] {
  const script = join(import.meta.dirname, 'killed-at-step-process.ts')
  const { stdout, stderr, signal, status } = spawnSync(
    process.execPath,
    [script, folder, String(killAt)],
    { encoding: 'utf8' },
  )
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr)
  return stdout.split('\n').filter((line) => line !== '')
}

/** What the next process finds, a good while later. */
async function after(folder: string): Promise<Found> {
  const files = () =>
    readdirSync(join(folder, 'bodies'), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
  for (const file of files()) utimesSync(file, OLD, OLD)
  const objects = await openEmbeddedObjects({ folder })
  try {
    const k = await textOf(await objects.get('k'))
    const gone = await textOf(await objects.get('gone'))
    return { k, gone, files: files().length }
  } finally {
    await objects.close()
  }
}
