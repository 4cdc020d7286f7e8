import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What an npm of our own making does, a line of JavaScript each, with `root` to write in. */
export const NPM = {
  installs: 'install(true)',
  'ignores scripts': 'install(false)',
  'is cut off': 'fs.mkdirSync("node_modules/half", { recursive: true }); process.exit(1)',
} as const

/** Runs as npm and, like npm, empties node_modules first and writes its own account last. */
const fakeNpm = (behaviour: string) => `
const fs = require('node:fs')
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
fs.rmSync('node_modules', { recursive: true, force: true })
function install(withNode) {
  fs.mkdirSync('node_modules/node/bin', { recursive: true })
  if (withNode) {
    const script = '#!/bin/sh\\nif [ "$1" = --version ]; then echo v24.21.0; else echo "ran $*"; fi\\n'
    fs.writeFileSync('node_modules/node/bin/node', script, { mode: 0o755 })
  }
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
}
${behaviour}
`

/** A folder like a fresh clone, with an npm that installs nothing but what the tests look for. */
export function bareClone(behaviour: string = NPM.installs) {
  const root = mkdtempSync(join(tmpdir(), 'admit-one-setup-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const said: string[] = []
  const npm = join(root, 'fake', 'npm-cli.js')
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, npm_execpath: npm }
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), content)
  }
  const manifest = { devDependencies: { node: '24.21.0' }, scripts: {} }
  write('package.json', JSON.stringify(manifest))
  const packages = { '': manifest, 'node_modules/node': { version: '24.21.0' } }
  write('package-lock.json', JSON.stringify({ packages }))
  write('fake/npm-cli.js', fakeNpm(behaviour))
  return {
    root,
    said,
    write,
    /** A command that prints and ends as told. */
    program: (file: string, script: string): string => {
      write(file, `#!/bin/sh\n${script}\n`)
      chmodSync(join(root, file), 0o755)
      return join(root, file)
    },
    npmNow: (next: string) => write('fake/npm-cli.js', fakeNpm(next)),
    npmCalls: () =>
      existsSync(join(root, 'npm-calls'))
        ? readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n').length
        : 0,
    io: {
      env,
      say: (line: string) => {
        said.push(line)
      },
    },
  }
}
