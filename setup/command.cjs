// @ts-check
'use strict'

const { SetupProblem } = require('./problem.cjs')

/**
 * What an npm script asks for: `[--browser] FILE [ARGUMENTS]`.
 * @param {string[]} argv
 */
function readCommand(argv) {
  const browser = argv[0] === '--browser'
  const [file, ...args] = browser ? argv.slice(1) : argv
  if (file === undefined) {
    throw new SetupProblem('Nothing to run: use node setup/run.cjs [--browser] FILE [ARGUMENTS].')
  }
  return { browser, file, args }
}

module.exports = { readCommand }
