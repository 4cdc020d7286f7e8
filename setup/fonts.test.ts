import { expect, test } from 'vitest'
import { bareClone } from './bare-clone.ts'
import { ensureFonts } from './fonts.cjs'

const KOREAN = 'echo "Noto Sans CJK KR"'

type Machine = { isRoot?: boolean; afterwards?: string; platform?: string }

/** A machine whose fc-list answers so, and whose apt-get makes it answer otherwise. */
function machine(
  now: string,
  { isRoot = true, afterwards = KOREAN, platform = 'linux' }: Machine = {},
) {
  const { root, said, io, program } = bareClone()
  program('bin/fc-list', now)
  const installed: string[][] = []
  const parts = {
    platform,
    mayInstall: () => isRoot,
    install: async (packages: string[]) => {
      installed.push(packages)
      program('bin/fc-list', afterwards)
    },
  }
  const env = { PATH: `${root}/bin:/usr/bin:/bin` }
  return { said, installed, ensure: () => ensureFonts({ env, say: io.say }, parts) }
}

test('a machine that has a font for Korean is left as it is', async () => {
  const { said, installed, ensure } = machine(KOREAN)

  await ensure()

  expect([said, installed]).toEqual([[], []])
})

test('root gets Debian’s, once', async () => {
  const { said, installed, ensure } = machine('exit 0')

  await ensure()
  await ensure()

  expect(installed).toEqual([['fontconfig', 'fonts-noto-cjk']])
  expect(said).toHaveLength(1)
})

test.for<[string, Machine]>([
  ['somebody who is not root', { isRoot: false }],
  ['who has no network', { afterwards: 'exit 0' }],
])('%s is told what will fail and what to do', async ([, changes]) => {
  const { said, ensure } = machine('exit 0', changes)

  await ensure()

  expect(said.at(-1)).toContain('apt-get install fonts-noto-cjk')
})

test('elsewhere than on Linux nothing is looked for', async () => {
  const { said, installed, ensure } = machine('exit 127', { platform: 'darwin' })

  await ensure()

  expect([said, installed]).toEqual([[], []])
})
