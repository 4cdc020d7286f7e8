// @ts-check
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { install, mayInstall } = require('./apt.cjs')
const { capture } = require('./child.cjs')
const { SetupProblem } = require('./problem.cjs')

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const ANSWER_TIMEOUT_MS = 20_000
const DOWNLOAD_TIMEOUT_MS = 120_000

/**
 * The browsers that may be on this machine already.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} [places]
 */
function knownPlaces(env, places = MAC_PLACES) {
  const folders = [...(env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const found = COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)))
  return [...new Set([...found, ...places])].filter((file) => fs.existsSync(file))
}

/**
 * A browser counts when it starts: one without its system libraries is a file like any other.
 * @param {string} file
 * @returns {Promise<string | undefined>} its name and version
 */
async function versionOf(file) {
  const args = ['--headless', '--no-sandbox', '--version']
  const { ok, output } = await capture(file, args, { timeoutMs: ANSWER_TIMEOUT_MS })
  return ok ? (/.*\d+\.\d+.*/.exec(output)?.[0] ?? '').trim() : undefined
}

/** @typedef {{ node: string, env: NodeJS.ProcessEnv, say: (line: string) => void }} Means */
/** @typedef {{ why: string, files: (root: string, means: Means) => Promise<string[]> }} Source */

/** Where Playwright keeps the browser it downloads, downloaded or not. */
const PLAYWRIGHT_PLACE = "console.log(require('playwright').chromium.executablePath())"

/**
 * @param {string} root
 * @param {Means} means
 */
async function playwrightPlace(root, { node, env }) {
  const options = { cwd: root, env, timeoutMs: ANSWER_TIMEOUT_MS }
  const { output } = await capture(node, ['-e', PLAYWRIGHT_PLACE], options)
  return [output.trim()].filter((file) => fs.existsSync(file))
}

/**
 * @param {string} root
 * @param {Means} means
 */
async function downloadByPlaywright(root, means) {
  means.say('Downloading a browser for the tests (once, at most 2 minutes) …')
  const cli = path.join(root, 'node_modules', 'playwright', 'cli.js')
  await capture(means.node, [cli, 'install', '--no-shell', 'chromium'], {
    cwd: root,
    env: means.env,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  })
  return playwrightPlace(root, means)
}

/**
 * @param {string} _root
 * @param {Means} means
 */
async function installByApt(_root, { env, say }) {
  if (!mayInstall()) return []
  say("Installing Debian's chromium (once, at most 10 minutes) …")
  await install(['chromium'], env)
  return knownPlaces(env)
}

/**
 * From what costs nothing to what costs most.
 * @type {Source[]}
 */
const SOURCES = [
  { why: 'none on this machine starts', files: async (_root, { env }) => knownPlaces(env) },
  { why: 'Playwright has none', files: playwrightPlace },
  { why: 'Playwright could not download one that starts', files: downloadByPlaywright },
  { why: 'apt-get could not install one as this user', files: installByApt },
]

/**
 * @param {string} root
 * @param {Means} means
 * @param {Source[]} [sources]
 * @returns {Promise<string>} the path of a Chromium that starts
 */
async function findBrowser(root, means, sources = SOURCES) {
  const chosen = means.env['CHROMIUM']
  if (chosen) {
    const version = await versionOf(chosen)
    if (version !== undefined) return chosen
    throw new SetupProblem(
      `CHROMIUM=${chosen} does not start: set it to a Chromium or Chrome that does, or leave it out.`,
    )
  }
  for (const source of sources) {
    for (const file of await source.files(root, means)) {
      const version = await versionOf(file)
      if (version !== undefined) {
        means.say(`Browser for the tests: ${file} (${version})`)
        return file
      }
    }
  }
  throw new SetupProblem(
    `The tests need a browser and there is none (${sources.map(({ why }) => why).join('; ')}): install Chromium (on Debian: apt-get install chromium), or set CHROMIUM to one.`,
  )
}

module.exports = { findBrowser, knownPlaces }
