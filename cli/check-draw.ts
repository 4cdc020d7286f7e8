/** `npm run check-draw -- FILE`: whether a draw is as it should be, and where a number stands. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkDrawCommand } from './draw-command.ts'

// npm runs a script in the repository's root; a path means a file where its reader stands.
const isByNpm = process.env['npm_lifecycle_event'] === 'check-draw'
const folder = (isByNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd()

process.exitCode = checkDrawCommand(process.argv.slice(2), {
  read: (path) => readFileSync(path === '-' ? process.stdin.fd : resolve(folder, path), 'utf8'),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  nowMs: () => performance.now(),
})
