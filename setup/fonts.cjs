// @ts-check
'use strict'

const { install, mayInstall } = require('./apt.cjs')
const { capture } = require('./child.cjs')

// Pages are measured as they are drawn. Without a font for Korean every letter is one narrow box, and
// what a finger can hit there is too small.

const ASK_TIMEOUT_MS = 20_000
const PACKAGES = ['fontconfig', 'fonts-noto-cjk']

/** @typedef {{ env: NodeJS.ProcessEnv, say: (line: string) => void }} Means */

/** @param {NodeJS.ProcessEnv} env */
async function hasKoreanFont(env) {
  const { ok, output } = await capture('fc-list', [':lang=ko', 'family'], {
    env,
    timeoutMs: ASK_TIMEOUT_MS,
  })
  return ok && output.trim() !== ''
}

/**
 * @param {Means} means
 * @param {{ mayInstall: () => boolean, install: typeof install, platform: string }} [machine]
 */
async function ensureFonts(
  { env, say },
  machine = { mayInstall, install, platform: process.platform },
) {
  // macOS has them, and no fc-list.
  if (machine.platform !== 'linux' || (await hasKoreanFont(env))) return
  if (machine.mayInstall()) {
    say("Installing Debian's fonts for Korean, Japanese and Chinese (once, about half a minute) …")
    await machine.install(PACKAGES, env)
    if (await hasKoreanFont(env)) return
  }
  say(
    'There is no font for Korean: tests that measure pages will fail until you install one (on Debian: apt-get install fonts-noto-cjk).',
  )
}

module.exports = { ensureFonts }
