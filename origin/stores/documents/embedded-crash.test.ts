import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Documents } from './documents.ts'
import { openEmbeddedDocuments } from './embedded.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const KILLS = 6

test('all that was acknowledged outlives a SIGKILL of its writer, whole, and nothing is half there', async () => {
  const acknowledged = new Map<string, number>()
  for (let kill = 0; kill < KILLS; kill += 1) {
    const name = `w${kill}`
    acknowledged.set(name, await killedWriter(name, 150 + kill * 37))
  }

  const documents = openEmbeddedDocuments({ folder })
  const written = await writtenIn(documents)
  const all = await written.find({})

  for (const [name, last] of acknowledged) {
    const numbers = all.filter(({ writer }) => writer === name).map(({ n }) => n)
    const upTo = numbers.length
    expect(upTo).toBeGreaterThan(last)
    // The one whose acknowledgement was on its way, and no other, may be there besides.
    expect(upTo).toBeLessThanOrEqual(last + 2)
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: upTo }, (_, n) => n)))
  }
  expect(all.every(({ body }) => body === 'b'.repeat(2_000))).toBe(true)
  for (const { writer, n } of all) expect(await written.count({ writer, n })).toBe(1)
  await documents.close()
})

test('three processes that write at once lose nothing and keep each other out of nothing', async () => {
  const count = 200
  const writers = ['a', 'b', 'c'].map((name) => startWriter(name, count))

  const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]))

  expect(codes).toEqual([0, 0, 0])
  const documents = openEmbeddedDocuments({ folder })
  const written = await writtenIn(documents)
  const shared = await documents.collection('shared', [])
  expect(await written.count({})).toBe(3 * count)
  expect(await shared.find({})).toEqual([{ _id: 'count', n: 3 * count }])
  await documents.close()
})

function writtenIn(documents: Documents) {
  return documents.collection<{ _id: string; n: number; writer: string; body: string }>('written', [
    { fields: ['writer', 'n'], unique: true },
  ])
}

function startWriter(name: string, count = 0) {
  const script = join(import.meta.dirname, 'embedded-writer-process.ts')
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  return spawn(process.execPath, [script, folder, name, String(count)], { stdio: [...stdio] })
}

/** The number it acknowledged last, once it was ended in the middle of its work. */
async function killedWriter(name: string, afterNumber: number): Promise<number> {
  const writer = startWriter(name)
  const ended = once(writer, 'close')
  let last = -1
  if (!writer.stdout) throw new Error('The writer has no output.')
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line)
    if (last === afterNumber) writer.kill('SIGKILL')
  }
  await ended
  expect(writer.signalCode).toBe('SIGKILL')
  return last
}
