import { expect, test, vi } from 'vitest'
import { bareClone } from './bare-clone.ts'
import { findBrowser, knownPlaces } from './browser.cjs'

const STARTS = 'echo Chromium 156.0.1'
const LACKS_A_LIBRARY = 'echo "error while loading shared libraries: libnss3.so"; exit 127'

function machine() {
  const clone = bareClone()
  return { ...clone, means: { node: process.execPath, env: {}, say: clone.io.say } }
}

const source = (...found: string[]) => ({
  why: `none of ${found.length}`,
  files: async () => found,
})

test('a browser counts only when it starts', async () => {
  const { root, means, program, said } = machine()
  const broken = program('chromium', LACKS_A_LIBRARY)
  const good = program('google-chrome', STARTS)

  expect(await findBrowser(root, means, [source(broken, good)])).toBe(good)
  expect(said).toEqual([`Browser for the tests: ${good} (Chromium 156.0.1)`])
})

test('nothing is downloaded while a browser is on the machine', async () => {
  const { root, means, program } = machine()
  const download = { why: '', files: vi.fn<() => Promise<string[]>>() }

  await findBrowser(root, means, [source(program('chromium', STARTS)), download])

  expect(download.files).not.toHaveBeenCalled()
})

test('a later source is asked when the browsers of the former ones do not start', async () => {
  const { root, means, program } = machine()
  const downloaded = program('downloaded', STARTS)
  const sources = [source(program('chromium', LACKS_A_LIBRARY)), source(downloaded)]

  expect(await findBrowser(root, means, sources)).toBe(downloaded)
})

test('without any the sentence says what was tried and what to do', async () => {
  const { root, means } = machine()
  const sources = [{ ...source(), why: 'nothing here' }]

  await expect(findBrowser(root, means, sources)).rejects.toThrow(
    'there is none (nothing here): install Chromium (on Debian: apt-get install chromium), or set CHROMIUM',
  )
})

test('the browser that CHROMIUM names is used, and is a failure when it does not start', async () => {
  const { root, means, program } = machine()
  const good = program('mine', STARTS)
  const bad = program('broken', LACKS_A_LIBRARY)

  expect(await findBrowser(root, { ...means, env: { CHROMIUM: good } }, [])).toBe(good)
  await expect(
    findBrowser(root, { ...means, env: { CHROMIUM: bad } }, [source(good)]),
  ).rejects.toThrow(`CHROMIUM=${bad} does not start`)
})

test('browsers are looked for in PATH', () => {
  const { root, program } = machine()
  const chromium = program('bin/chromium-browser', STARTS)

  expect(knownPlaces({ PATH: `/nowhere:${root}/bin` }, [])).toContain(chromium)
})
