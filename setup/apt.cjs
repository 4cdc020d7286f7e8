// @ts-check
'use strict'

const fs = require('node:fs')
const { capture } = require('./child.cjs')

const APT_TIMEOUT_MS = 10 * 60_000

/** Debian's packages can be installed by root alone. */
function mayInstall() {
  return process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')
}

/**
 * Whether it worked is for the caller to see, by what should be there now.
 * @param {string[]} packages
 * @param {NodeJS.ProcessEnv} env
 */
async function install(packages, env) {
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: APT_TIMEOUT_MS,
  }
  await capture('apt-get', ['update'], options)
  const args = ['install', '--yes', '--no-install-recommends', ...packages]
  await capture('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], options)
}

module.exports = { install, mayInstall }
