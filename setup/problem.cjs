// @ts-check
'use strict'

/** What keeps us from going on: one sentence that says what is wrong and what to do. */
class SetupProblem extends Error {
  /**
   * @param {string} sentence
   * @param {number} [exitCode]
   */
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

module.exports = { SetupProblem }
