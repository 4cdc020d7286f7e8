import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { textOf } from './contract/place.ts'
import { openEmbeddedObjects } from './embedded.ts'
import { objectsContract } from './objects-contract.ts'
import type { Objects } from './objects.ts'
import { drained, MIB, patterned } from './contract/patterned-stream.ts'

const OLD = new Date('2020-01-01')

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-objects-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function opened(folder: string): Promise<Objects> {
  const objects = await openEmbeddedObjects({ folder })
  onTestFinished(() => objects.close())
  return objects
}

function bodiesIn(folder: string): string[] {
  const all = readdirSync(join(folder, 'bodies'), { recursive: true, withFileTypes: true })
  return all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
}

objectsContract('a folder', async () => {
  const folder = temporaryFolder()
  return { open: () => openEmbeddedObjects({ folder }), forChild: { kind: 'embedded', folder } }
})

test('a key stands beside keys for which it is a folder, in the order of the bytes', async () => {
  const objects = await opened(temporaryFolder())
  for (const key of ['a/b', 'a', 'a-b', 'a/b/c', 'a.']) await objects.put(key, key)

  const { objects: listed } = await objects.list('')

  expect(listed.map(({ key }) => key)).toEqual(['a', 'a-b', 'a.', 'a/b', 'a/b/c'])
  expect(await textOf(await objects.get('a/b'))).toBe('a/b')
})

test('a body that was replaced, removed, refused or cut off leaves no file', async () => {
  const folder = temporaryFolder()
  const objects = await opened(folder)

  await objects.put('kept', 'one')
  await objects.put('kept', 'two')
  await objects.put('kept', 'three', { when: { absent: true } })
  await objects.put('removed', 'x')
  await objects.remove('removed')
  const cutOff = patterned(MIB, 1, { each: () => Promise.reject(new Error('gone')) }).stream
  await expect(objects.put('cut', cutOff)).rejects.toThrow('gone')

  expect(bodiesIn(folder)).toHaveLength(1)
})

test('the next opening sweeps old bodies that nothing names, and no others', async () => {
  const folder = temporaryFolder()
  const before = await opened(folder)
  for (const key of ['old', 'orphan', 'new-orphan']) await before.put(key, key)
  await before.close()
  for (const file of bodiesIn(folder)) {
    if (statSync(file).size !== 'new-orphan'.length) utimesSync(file, OLD, OLD)
  }
  // As a process leaves it that was killed between the file and the index.
  const index = new DatabaseSync(join(folder, 'index.sqlite'))
  index.exec(`DELETE FROM objects WHERE key LIKE '%orphan'`)
  index.close()

  const after = await opened(folder)

  const sizes = bodiesIn(folder).map((file) => statSync(file).size)
  expect(new Set(sizes)).toEqual(new Set(['new-orphan'.length, 'old'.length]))
  expect(await textOf(await after.get('old'))).toBe('old')
})

test('a body that was swept while it was written is a failure, not an object without a body', async () => {
  const folder = temporaryFolder()
  const objects = await opened(folder)
  const body = patterned(MIB, 1, {
    each: (sentBytes) => {
      if (sentBytes === MIB) for (const file of bodiesIn(folder)) rmSync(file)
    },
  })

  await expect(objects.put('k', body.stream)).rejects.toMatchObject({ code: 'unreachable' })

  expect(await objects.get('k')).toEqual({ kind: 'none' })
})

test('a file that lost its end is a failure for whoever reads it, not a shorter body', async () => {
  const folder = temporaryFolder()
  const objects = await opened(folder)
  await objects.put('k', Buffer.alloc(MIB))
  for (const file of bodiesIn(folder)) truncateSync(file, MIB - 1)

  const got = await objects.get('k')

  await expect(got.kind === 'object' && drained(got.body)).rejects.toThrow('1 bytes early')
})

test('a body that is replaced between the look at the index and the opening is looked up again', async () => {
  const folder = temporaryFolder()
  const objects = await opened(folder)
  await objects.put('k', 'old')
  const [old] = bodiesIn(folder)
  await objects.put('other', 'new')
  rmSync(old ?? '')

  const getting = objects.get('k')
  // The index was looked at before `get` first waited.
  const index = new DatabaseSync(join(folder, 'index.sqlite'))
  index.exec(`DELETE FROM objects WHERE key = 'k'; UPDATE objects SET key = 'k'`)
  index.close()

  expect(await textOf(await getting)).toBe('new')
})

test('a fresh folder may be opened by many at once', async () => {
  const folder = temporaryFolder()

  const stores = await Promise.all(Array.from({ length: 8 }, () => opened(folder)))

  await Promise.all(stores.map((objects, number) => objects.put(`k${number}`, 'x')))
  for (const objects of stores) expect((await objects.list('')).objects).toHaveLength(8)
})

// Where it may not, the failures themselves are still tested, in embedded-failure.test.ts.
const disks = mayMount() ? ['disk'] : []

test.for(disks)('a full %s is said to be full, and what was there still is', async () => {
  const folder = temporaryFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]))
  const objects = await opened(folder)
  const full = { code: 'disk-full' }
  await objects.put('kept', 'one')

  await expect(objects.put('large', patterned(20 * MIB, 1).stream)).rejects.toMatchObject(full)
  await expect(objects.put('kept', Buffer.alloc(20 * MIB))).rejects.toMatchObject(full)
  // To the last block, so that the index has no room either.
  for (const bytes of [MIB, 100_000, 4_096, 1]) {
    const fill = async () => {
      for (let number = 0; ; number += 1) {
        await objects.put(`fill/${bytes}-${number}`, Buffer.alloc(bytes))
      }
    }
    await expect(fill()).rejects.toMatchObject(full)
  }

  const { objects: listed } = await objects.list('')
  expect(bodiesIn(folder)).toHaveLength(listed.length)
  for (const { key, sizeBytes } of listed) {
    const got = await objects.get(key)
    expect(got.kind === 'object' && (await drained(got.body)).sizeBytes).toBe(sizeBytes)
  }
  expect(await textOf(await objects.get('kept'))).toBe('one')
  for (const { key } of listed.slice(0, 4)) await objects.remove(key)
  await objects.put('again', 'there is room')
})

/** Only the machine's own user may, and not in every container. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
