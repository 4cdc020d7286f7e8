import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Browser } from 'playwright'
import { openBrowser } from '../../test/browser.ts'

type Say = (line: string) => void
type Means = { node: string; env: NodeJS.ProcessEnv; say: Say }

const root = resolve(import.meta.dirname, '../..')

/** As `npm test` has it: the one that CHROMIUM names, or one that is on this machine. */
export async function anyBrowser(say: Say): Promise<Browser> {
  // Required and not imported: what sets up is older JavaScript, with a compiler run of its own.
  const setup: { findBrowser: (root: string, means: Means) => Promise<string> } = createRequire(
    import.meta.url,
  )('../../setup/browser.cjs')
  const means = { node: process.execPath, env: process.env, say }
  process.env['CHROMIUM'] = await setup.findBrowser(root, means)
  return openBrowser()
}
