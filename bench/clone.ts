import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { newcomersEnvironment } from './newcomers-environment.ts'
import { cloneFrom, startUntilPage } from './newcomer.ts'
import type { Options } from './options.ts'
import type { BenchResult } from './report.ts'
import { temporaryFolder } from './temporary-folder.ts'

const LIMIT_MS = 10 * 60_000

/** What a newcomer waits for: from `git clone` to a page, and how soon the next start is there. */
export async function run(_options: Options, said: (line: string) => void): Promise<BenchResult> {
  const folder = await temporaryFolder('clone')
  const source = dirname(import.meta.dirname)
  const stop = AbortSignal.timeout(LIMIT_MS)
  const environment = await prepare(folder)
  const start = async (name: string, isNew: boolean) => {
    const home = join(folder, name)
    const startMs = performance.now()
    if (isNew) await cloneFrom(source, home, environment, stop)
    const cloneMs = performance.now() - startMs
    const data = join(folder, `${name}-data`)
    return (cloneMs + (await startUntilPage(home, data, environment, stop))) / 1000
  }
  said('a clone with an empty package cache')
  const emptyCacheS = await start('first', true)
  said('a clone with a full package cache')
  const fullCacheS = await start('second', true)
  said('the same clone once more')
  const againS = await start('second', false)
  return {
    title: 'From the command to the first page (GET / answers 200 with HTML)',
    tables: [
      {
        caption: 'One run each; what is downloaded depends on the network.',
        columns: ['', 'seconds'],
        rows: [
          ['git clone and npm start, package cache empty', emptyCacheS.toFixed(1)],
          ['git clone and npm start, package cache full', fullCacheS.toFixed(1)],
          ['npm start again', againS.toFixed(1)],
        ],
      },
    ],
    notes: ['The clone is of HEAD: what is not committed is not in it.'],
    figures: { emptyCacheS, fullCacheS, againS },
  }
}

async function prepare(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = join(folder, 'home')
  await mkdir(home)
  const settings = process.env['NPM_CONFIG_USERCONFIG'] ?? join(homedir(), '.npmrc')
  const npmSettings = existsSync(settings) ? settings : undefined
  return newcomersEnvironment(process.env, {
    home,
    npmCache: join(folder, 'npm-cache'),
    npmSettings,
  })
}
