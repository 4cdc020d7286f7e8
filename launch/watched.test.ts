import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const scripts = [
  'edge/web/islands/room.tsx',
  'edge/web/islands/console.tsx',
  'edge/web/islands/console-rehearse.tsx',
  'edge/web/islands/console-rehearse-worker.ts',
  'client/room.ts',
  'client/timer-worker.ts',
]

/** The list of wrangler.toml, in which a comma may stand last. */
function watched(): string[] {
  const list = /watch_dir = \[([^\]]*)\]/.exec(readFileSync(resolve(root, 'wrangler.toml'), 'utf8'))
  return JSON.parse(`[${list?.[1]?.replace(/,\s*$/, '') ?? ''}]`)
}

test('wrangler makes the scripts anew whatever they are made of is changed', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: scripts,
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'unwritten',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'hono/jsx/dom' } },
  })
  const paths = watched()
  const own = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'))

  expect(own.length).toBeGreaterThan(100)
  const isWatched = (file: string) =>
    paths.some((path) => file === path || file.startsWith(`${path}/`))
  expect(own.filter((file) => !isWatched(file))).toEqual([])
  // What is made there would be made for ever.
  expect(paths.filter((path) => 'edge/web/assets'.startsWith(path))).toEqual([])
})
