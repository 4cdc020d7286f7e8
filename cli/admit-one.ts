/** `admit-one`: sales operated from a terminal. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { run } from './command.ts'

// npm runs a script in the repository's root; a path means a file where its reader stands.
const isByNpm = process.env['npm_lifecycle_event'] === 'admit-one'
const folder = (isByNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd()

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort())
// Whoever reads us has read enough.
process.stdout.on('error', () => stop.abort())

const { isTTY, columns, rows } = process.stdout

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  folder,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text.trimEnd()}\n`),
  ask: process.stdin.isTTY && process.stderr.isTTY ? asked : undefined,
  terminal: isTTY ? { columns, rows } : undefined,
  read: (path) => readFileSync(path === '-' ? process.stdin.fd : path, 'utf8'),
  write: (path, text) => writeFileSync(path, text),
  nowMs: () => Date.now(),
  stop: stop.signal,
})

async function asked(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question, { signal: stop.signal })
  } finally {
    lines.close()
  }
}
