/**
 * Makes the scripts of our pages, and the one sheet of a room's: `node launch/page-scripts.ts`, which wrangler runs before it
 * serves or deploys. One script for each language carries the words of that language alone, and
 * the parts that a page draws are those that the server draws, for the browser's own renderer.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { ASSETS_PATH } from '../edge/web/assets-path.ts'
import { languages, type Language } from '../edge/web/language.ts'
import { messages } from '../edge/web/messages.ts'

const root = resolve(import.meta.dirname, '..')
const assets = resolve(root, `edge/web/assets${ASSETS_PATH}`)
const folder = resolve(assets, 'scripts')
const styles = resolve(assets, 'styles')

const shared: BuildOptions = {
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

/** What a live page of the console says besides its own: phases and waits, in the fans' words. */
const consoleSays = ['sale.', 'room.phase.', 'room.wait.', 'room.minutes', 'room.hours']

/** The message table with one language in it, and only what the page says whose script it is. */
function inOneLanguage(language: Language, keys: readonly string[]): Plugin {
  return {
    name: 'one language',
    setup(building) {
      building.onLoad({ filter: /\/web\/messages\.ts$/ }, () => {
        const said = Object.entries(messages).flatMap(([key, { [language]: text }]) =>
          keys.some((start) => key.startsWith(start)) ? [[key, text]] : [],
        )
        return { contents: oneLanguageModule(Object.fromEntries(said)), loader: 'js' }
      })
    },
  }
}

/** What messages.ts exports, as far as a script uses it. */
function oneLanguageModule(said: Record<string, string>): string {
  return `const said = ${JSON.stringify(said)}
export const speak = () => (key, values = {}) =>
  said[key].replaceAll(/\\{(\\w+)\\}/g, (braces, name) => values[name] ?? braces)`
}

/** A room's page is opened on the slowest phones: its sheets are one file, one round trip. */
const roomSheets = ['tokens', 'page', 'ticket', 'room', 'way-drawings']

for (const made of [folder, styles]) {
  rmSync(made, { recursive: true, force: true })
  mkdirSync(made, { recursive: true })
}
await Promise.all([
  build({
    ...shared,
    stdin: {
      contents: roomSheets.map((name) => `@import './${name}.css';`).join('\n'),
      loader: 'css',
      resolveDir: assets,
    },
    outfile: resolve(styles, 'room.css'),
  }),
  ...languages.map((language) =>
    build({
      ...shared,
      entryPoints: [resolve(root, 'edge/web/islands/room.tsx')],
      outfile: resolve(folder, `room.${language}.js`),
      plugins: [inOneLanguage(language, ['room.'])],
    }),
  ),
  ...languages.map((language) =>
    build({
      ...shared,
      entryPoints: [resolve(root, 'edge/web/islands/console.tsx')],
      outfile: resolve(folder, `console.${language}.js`),
      plugins: [inOneLanguage(language, consoleSays)],
    }),
  ),
  build({
    ...shared,
    entryPoints: [
      { in: resolve(root, 'client/timer-worker.ts'), out: 'timer-worker' },
      { in: resolve(root, 'client/room.ts'), out: 'client' },
    ],
    outdir: folder,
  }),
])
