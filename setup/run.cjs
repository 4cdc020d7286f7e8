// @ts-check
'use strict'

// Every npm script starts here: `node setup/run.cjs [--browser] FILE [ARGUMENTS]`. This one file
// keeps to the JavaScript of 2009, so that an old Node gets as far as the sentence that says so.
if (parseInt(process.version.slice(1), 10) < 18) {
  console.error('Admit One needs Node 18 or later, not ' + process.version + ': update Node.')
  process.exit(1)
} else {
  require('./main.cjs')
}
