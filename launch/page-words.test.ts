import { build } from 'esbuild'
import { resolve } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { messages } from '../edge/web/messages.ts'
import { consoleSays, inOneLanguage, rehearsalSays } from './page-words.ts'

type Script = {
  readonly code: string
  /** The keys that it has words for. */
  readonly carried: readonly string[]
  /** Those that stand in its code. */
  readonly whole: readonly string[]
}

/** The script as it is made, but for its size: what nothing uses is gone, and names are whole. */
async function scriptOf(island: string, says: readonly string[]): Promise<Script> {
  const { outputFiles } = await build({
    absWorkingDir: resolve(import.meta.dirname, '..'),
    entryPoints: [`edge/web/islands/${island}`],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'hono/jsx/dom' } },
    plugins: [inOneLanguage('en', says)],
  })
  const text = outputFiles[0]?.text ?? ''
  const [table = '', words = '{}'] = /said = (\{[^\n]+\})/.exec(text) ?? []
  const carried: object = runInNewContext(`(${words})`)
  const code = text.replace(table, '')
  const whole = Object.keys(messages).filter((key) => code.includes(`"${key}"`))
  return { code, carried: Object.keys(carried), whole }
}

test.each([
  ['room.tsx', ['room.']],
  ['console.tsx', consoleSays],
  ['console-rehearse.tsx', rehearsalSays],
] as const)('%s carries each word that it says', async (island, says) => {
  const { carried, whole } = await scriptOf(island, says)

  expect(whole.length).toBeGreaterThan(40)
  expect(whole.filter((key) => !carried.includes(key))).toEqual([])
})

test('the script of a rehearsal carries no word of another page', async () => {
  const { code, carried, whole } = await scriptOf('console-rehearse.tsx', rehearsalSays)

  const others = carried.filter((key) => !key.startsWith('rehearse.'))
  expect(others.filter((key) => !whole.includes(key))).toEqual([])
  expect(code).not.toContain('reasonSentences')
})
