// @ts-check
'use strict'

const { createHash } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { oneAtATime } = require('./one-at-a-time.cjs')
const { runsNode24, node24Problem } = require('./node-24.cjs')
const { explain, installPackages } = require('./npm.cjs')
const { SetupProblem } = require('./problem.cjs')

/** What in package.json decides what npm installs. */
const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'overrides',
  'allowScripts',
]

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Names exactly what should be installed. Contents, not times: a checkout of another branch or a
 * copied folder changes times without changing what is needed, and the other way round.
 * @param {string} root
 */
function fingerprint(root) {
  const manifest = readJson(path.join(root, 'package.json')) ?? {}
  let lock
  try {
    lock = fs.readFileSync(path.join(root, 'package-lock.json'))
  } catch {
    throw new SetupProblem(
      'There is no package-lock.json to install from: get it back with git checkout package-lock.json.',
    )
  }
  return createHash('sha256')
    .update(lock)
    .update(JSON.stringify(DEPENDENCY_FIELDS.map((field) => manifest[field] ?? null)))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')
}

/**
 * Whether packages installed by hand are the ones we would install. npm writes its own account of
 * node_modules last of all, so an interrupted installation has none.
 * @param {string} root
 */
function fitsLockFile(root) {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))?.packages
  const manifest = readJson(path.join(root, 'package.json'))
  if (!wanted || !installed || !manifest) return false
  const asWanted = Object.keys(installed).every(
    (name) => wanted[name]?.version === installed[name].version,
  )
  const complete = Object.keys(wanted).every(
    (name) => name === '' || name in installed || wanted[name].optional === true,
  )
  const declared = ['dependencies', 'devDependencies'].every(
    (field) => JSON.stringify(wanted['']?.[field]) === JSON.stringify(manifest[field]),
  )
  return asWanted && complete && declared
}

/**
 * Makes node_modules be what package-lock.json says, doing nothing when it already is.
 * @param {string} root
 * @param {{ env: NodeJS.ProcessEnv, say: (line: string) => void }} io
 * @returns {Promise<string>} the path of Node 24
 */
async function ensurePackages(root, { env, say }) {
  const wanted = fingerprint(root)
  const node = path.join(root, 'node_modules', 'node', 'bin', 'node')
  // Written last and inside node_modules, which npm empties first: it cannot outlive what it names.
  const stamp = path.join(root, 'node_modules', '.installed')
  if (readText(stamp) === wanted && fs.existsSync(node)) return node

  const install = async () => {
    // Installed by hand, or by the command that was waited for.
    if (!(fitsLockFile(root) && runsNode24(node))) {
      await installPackages(root, { env, say })
      if (!runsNode24(node)) throw node24Problem(env)
    }
    fs.writeFileSync(stamp, wanted)
  }
  try {
    await oneAtATime(path.join(root, '.build', 'installing'), { say }, install)
  } catch (error) {
    // A full disk or a folder that may not be written meets our own files as it meets npm's.
    if (error instanceof Error && 'code' in error) throw new SetupProblem(explain(error.message))
    throw error
  }
  return node
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

module.exports = { ensurePackages }
