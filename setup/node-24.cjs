// @ts-check
'use strict'

const { spawnSync } = require('node:child_process')
const { SetupProblem } = require('./problem.cjs')

/**
 * Node 24 comes with the packages, fetched by an install script that may have been disallowed.
 * @param {string} node
 */
function runsNode24(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return typeof stdout === 'string' && stdout.startsWith('v24.')
}

/** @param {NodeJS.ProcessEnv} env */
function node24Problem(env) {
  return new SetupProblem(
    env['npm_config_ignore_scripts'] === 'true'
      ? 'Node 24 is missing because npm is set to ignore-scripts: run npm ci --ignore-scripts=false, then this again.'
      : 'The packages are installed but Node 24, which the package "node" brings, does not run here: run npm rebuild node and see what it says.',
  )
}

module.exports = { runsNode24, node24Problem }
