import { chromium, type Browser } from 'playwright'

/** What keeps Chromium to the page it was given: no updates, no services, no first-run tour. */
const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Opens the Chromium that the bootstrap found or installed. Close it when done. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM']
  if (executablePath === undefined || executablePath === '') {
    throw new Error(
      'CHROMIUM is not set: run this through npm, or set it to the path of a Chromium yourself.',
    )
  }
  // Chromium refuses to sandbox root, which is who runs in most containers.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args: [...quiet, ...asRoot] })
}
