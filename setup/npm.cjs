// @ts-check
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { capture } = require('./child.cjs')
const { SetupProblem } = require('./problem.cjs')

const INSTALL_TIMEOUT_MS = 20 * 60_000

const NO_NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENETDOWN)\b/
const DISK_FULL = /\bENOSPC\b|no space left on device/i
const LOCK_DOES_NOT_FIT = /\bEUSAGE\b|`npm ci` can only install/
const NOT_ALLOWED = /\b(EACCES|EPERM|EROFS)\b/

/**
 * The npm that runs us, else the one in PATH. Other package managers set the same variable.
 * The Node that npm was started with is taken over: ours may be the very one to be replaced.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 */
function npmCommand(env, root) {
  const npm = env['npm_execpath']
  if (!npm || !/^npm(-cli)?(\.c?js)?$/.test(path.basename(npm))) return ['npm']
  if (!/\.c?js$/.test(npm)) return [npm]
  const inside = path.join(root, 'node_modules') + path.sep
  const nodes = [env['npm_node_execpath'], process.execPath]
  const node = nodes.find((file) => file && !file.startsWith(inside) && fs.existsSync(file))
  return [node ?? 'node', npm]
}

/**
 * What npm needs: our own folder of commands is about to be emptied, so it must not be in the way.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 */
function npmEnv(env, root) {
  const bin = path.join(root, 'node_modules', '.bin')
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== bin)
  return { ...env, PATH: folders.join(path.delimiter) }
}

/**
 * One sentence for what npm printed in a page.
 * @param {string} output
 */
function explain(output) {
  if (DISK_FULL.test(output)) {
    return 'The disk is full, so the packages could not be installed: free about 1 GB and run this again.'
  }
  if (LOCK_DOES_NOT_FIT.test(output)) {
    return 'package-lock.json does not fit package.json: run npm install to bring them together, or git checkout both.'
  }
  const network = NO_NETWORK.exec(output)
  if (network) {
    return `The package registry cannot be reached (${network[0]}): check the network or npm's proxy and registry settings, and run this again.`
  }
  const refused = NOT_ALLOWED.exec(output)
  if (refused) {
    return `This user may not write what npm installs (${refused[0]}): make this folder and npm's cache writable, and run this again.`
  }
  return `npm ci failed (${lastErrorLine(output)}): ${logLine(output)}.`
}

/** @param {string} output */
function lastErrorLine(output) {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (ERR!|error)\s*/, '').trim())
    .filter((line) => line !== '' && !line.includes('A complete log') && !line.endsWith('.log'))
  return lines.at(-1) ?? 'it said nothing'
}

/** @param {string} output */
function logLine(output) {
  const log = /\S+-debug-\d+\.log/.exec(output)
  return log ? `its log is ${log[0]}` : 'run npm ci by itself to see why'
}

/**
 * @param {string} root
 * @param {{ env: NodeJS.ProcessEnv, say: (line: string) => void }} io
 */
async function installPackages(root, { env, say }) {
  say('Installing packages (once, about half a minute) …')
  const [command = 'npm', ...first] = npmCommand(env, root)
  const args = [
    ...first,
    'ci',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    // npm's own waits between tries add up to minutes before it says that there is no network.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]
  const result = await capture(command, args, {
    cwd: root,
    env: npmEnv(env, root),
    timeoutMs: INSTALL_TIMEOUT_MS,
  })
  if (result.ok) return
  if (result.timedOut) {
    throw new SetupProblem(
      'npm ci had not ended after 20 minutes: check the network and run it again.',
    )
  }
  throw new SetupProblem(explain(result.output))
}

module.exports = { explain, installPackages, npmCommand, npmEnv }
