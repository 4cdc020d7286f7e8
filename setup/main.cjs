// @ts-check
'use strict'

// What a bare machine lacks, in order: packages, then (for tests) a browser, then Node 24, which
// came with the packages and runs the rest as TypeScript. No dependency, and nothing newer than
// Node 18, may be used in this folder: when it runs, nothing is installed yet.

const path = require('node:path')
const { findBrowser } = require('./browser.cjs')
const { handOver } = require('./child.cjs')
const { readCommand } = require('./command.cjs')
const { ensureFonts } = require('./fonts.cjs')
const { ensurePackages } = require('./packages.cjs')
const { SetupProblem } = require('./problem.cjs')

/** @param {string} line */
function say(line) {
  console.error(line)
}

/** @param {string[]} argv */
async function main(argv) {
  const root = path.dirname(__dirname)
  try {
    const command = readCommand(argv)
    if (process.platform === 'win32') {
      throw new SetupProblem('Admit One runs on Linux and macOS: on Windows, use it inside WSL.')
    }
    const node = await ensurePackages(root, { env: process.env, say })
    const bin = path.join(root, 'node_modules', '.bin')
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` }
    if (command.browser) {
      env['CHROMIUM'] = await findBrowser(root, { node, env: process.env, say })
      await ensureFonts({ env: process.env, say })
    }
    process.exit(await handOver(node, [command.file, ...command.args], { env }))
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
    process.exit(error.exitCode)
  }
}

void main(process.argv.slice(2))
