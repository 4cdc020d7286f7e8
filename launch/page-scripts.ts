/**
 * Makes the scripts of our pages, and the one sheet of a room's: `node launch/page-scripts.ts`, which wrangler runs before it
 * serves or deploys. One script for each language carries the words of that language alone, and
 * the parts that a page draws are those that the server draws, for the browser's own renderer.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { ASSETS_PATH } from '../edge/web/assets-path.ts'
import { languages } from '../edge/web/language.ts'
import { consoleSays, inOneLanguage, rehearsalSays } from './page-words.ts'

const root = resolve(import.meta.dirname, '..')
const assets = resolve(root, `edge/web/assets${ASSETS_PATH}`)
const folder = resolve(assets, 'scripts')
const styles = resolve(assets, 'styles')

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  minify: true,
  charset: 'utf8',
  // What the last two years' worth of updates brought is not asked of an old phone.
  target: ['chrome94', 'safari15', 'firefox93'],
  // In place of the tsconfig.json beside each file, which names the server's renderer.
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'hono/jsx/dom' } },
  logLevel: 'warning',
  legalComments: 'none',
}

/** zod's sentences in fifty languages: a script that answers with English has no use for the rest. */
const inEnglish: Plugin = {
  name: 'zod in English',
  setup(building) {
    building.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js'`,
    }))
  },
}

/** A room's page is opened on the slowest phones: its sheets are one file, one round trip. */
const roomSheets = ['tokens', 'page', 'ticket', 'room', 'way-drawings']

const builds: BuildOptions[] = [
  {
    stdin: {
      contents: roomSheets.map((name) => `@import './${name}.css';`).join('\n'),
      loader: 'css',
      resolveDir: assets,
    },
    outfile: resolve(styles, 'room.css'),
  },
  ...languages.map((language) => ({
    entryPoints: [resolve(root, 'edge/web/islands/room.tsx')],
    outfile: resolve(folder, `room.${language}.js`),
    plugins: [inOneLanguage(language, ['room.'])],
  })),
  ...languages.map((language) => ({
    entryPoints: [resolve(root, 'edge/web/islands/console.tsx')],
    outfile: resolve(folder, `console.${language}.js`),
    plugins: [inOneLanguage(language, consoleSays)],
  })),
  ...languages.map((language) => ({
    entryPoints: [resolve(root, 'edge/web/islands/console-rehearse.tsx')],
    outfile: resolve(folder, `console-rehearse.${language}.js`),
    plugins: [inOneLanguage(language, rehearsalSays)],
  })),
  {
    entryPoints: [resolve(root, 'edge/web/islands/console-rehearse-worker.ts')],
    outdir: folder,
    plugins: [inEnglish],
  },
  {
    entryPoints: [
      { in: resolve(root, 'client/timer-worker.ts'), out: 'timer-worker' },
      { in: resolve(root, 'client/room.ts'), out: 'client' },
    ],
    outdir: folder,
  },
]

for (const place of [folder, styles]) mkdirSync(place, { recursive: true })
const results = await Promise.all(
  builds.map((options) => build({ ...shared, ...options, metafile: true })),
)
// Each is written over what it was: at no moment does a page that is open elsewhere find nothing here.
const made = new Set(
  results
    .flatMap(({ metafile }) => Object.keys(metafile.outputs))
    .map((file) => resolve(root, file)),
)
for (const place of [folder, styles]) {
  for (const name of readdirSync(place)) {
    const file = resolve(place, name)
    if (!made.has(file)) rmSync(file, { recursive: true })
  }
}
