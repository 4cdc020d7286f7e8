import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearDataFolder, DATA_FORMAT, openDataFolder } from './data-folder.ts'
import { temporaryFolder } from './temporary-folder.ts'

const open = (folder: string) => () => openDataFolder(folder, { reset: false })
const marked = (folder: string, format: number) =>
  writeFileSync(join(folder, 'format.json'), JSON.stringify({ product: 'admit-one', format }))

test('a folder that is not there is made and marked, and nothing else is left in it', () => {
  const folder = join(temporaryFolder(), 'a', 'b')

  open(folder)()

  expect(readdirSync(folder)).toEqual(['format.json'])
  expect(readFileSync(join(folder, 'format.json'), 'utf8')).toContain(`"format":${DATA_FORMAT}`)
})

test('a folder that is ours is opened again with its data', () => {
  const folder = temporaryFolder()
  open(folder)()
  writeFileSync(join(folder, 'data'), 'kept')

  open(folder)()

  expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('kept')
})

test('a folder with files of others is neither marked nor cleared', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'thesis.txt'), 'years of work')

  for (const reset of [false, true]) {
    expect(() => openDataFolder(folder, { reset })).toThrow(`${folder} holds files that are not`)
  }
  expect(readdirSync(folder)).toEqual(['thesis.txt'])
})

test('a folder of a later version is refused, and may be cleared on request', () => {
  const folder = temporaryFolder()
  marked(folder, DATA_FORMAT + 1)

  expect(open(folder)).toThrow(/later version of Admit One \(format 2, this one reads 1\)/)
  openDataFolder(folder, { reset: true })
  clearDataFolder(folder, 'lock')

  expect(open(folder)).not.toThrow()
})

test('a mark that is not ours is not taken for one', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'format.json'), '{"format":1}')

  expect(open(folder)).toThrow('cannot be read as Admit One')
})

test('clearing takes all but the mark and the lock, and follows no link out of the folder', () => {
  const folder = temporaryFolder()
  const outside = temporaryFolder()
  writeFileSync(join(outside, 'precious'), '')
  open(folder)()
  mkdirSync(join(folder, 'edge/v3'), { recursive: true })
  symlinkSync(outside, join(folder, 'link'))
  for (const name of ['lock', 'lock-journal']) writeFileSync(join(folder, name), '')

  clearDataFolder(folder, 'lock')

  expect(readdirSync(folder).toSorted()).toEqual(['format.json', 'lock', 'lock-journal'])
  expect(readdirSync(outside)).toEqual(['precious'])
})

test('a full disk is one sentence', () => {
  const folder = temporaryFolder()
  open(folder)()
  symlinkSync('/dev/full', join(folder, 'probe'))

  expect(open(folder)).toThrow(`The disk of ${folder} is full: free some space`)
})

test('a path through a file is one sentence', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')

  expect(open(file)).toThrow('is not a folder')
  expect(open(join(file, 'below'))).toThrow('is not a folder')
})

test('a folder that may not be written is one sentence', () => {
  // Not even root may make a folder here.
  expect(open('/proc/self/admit-one')).toThrow(/\/proc\/self\/admit-one cannot be (written|used)/)
})
