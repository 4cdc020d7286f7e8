/** `npm run simulate -- [SCENARIO] [flags]`: a sale rehearsed on the product's own core. */
import { writeSync } from 'node:fs'
import { rehearse } from './engine/rehearse.ts'
import { simulate } from './simulate.ts'

// npm runs a script in the repository's root; a path means a file where its reader stands.
const isByNpm = process.env['npm_lifecycle_event'] === 'simulate'
const folder = (isByNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd()

process.exitCode = await simulate(process.argv.slice(2), {
  rehearse,
  folder,
  print: (text) => process.stdout.write(`${text}\n`),
  // The rehearsal is one long synchronous step: what is not written at once would show at its end.
  errors: Object.assign(
    { write: (text: string) => writeSync(process.stderr.fd, text) },
    terminal(),
  ),
  nowMs: () => performance.now(),
})

function terminal(): { isTTY: boolean; columns?: number } {
  const { isTTY, columns } = process.stderr
  return columns === undefined ? { isTTY } : { isTTY, columns }
}
