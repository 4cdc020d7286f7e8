// @ts-check
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { setTimeout: wait } = require('node:timers/promises')
const { SetupProblem } = require('./problem.cjs')

const LOOK_AGAIN_MS = 200
const GIVE_UP_MS = 20 * 60_000

/**
 * When a process started, as the kernel tells it; a number used again by a later process tells a
 * different time. Where there is no /proc, only whether it runs can be known.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function runs(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Whether the process that wrote this is still at it.
 * @param {string} content
 */
function isHeld(content) {
  const [pid, start] = content.split(' ')
  return runs(Number(pid)) && (startOf(Number(pid)) ?? start) === start
}

/**
 * Takes the file, or says who holds it. The file appears with its content (by a link), never empty.
 * @param {string} file
 * @returns {boolean} whether it is ours now
 */
function take(file) {
  const mine = `${file}.${process.pid}`
  fs.writeFileSync(mine, `${process.pid} ${startOf(process.pid) ?? ''}`)
  try {
    fs.linkSync(mine, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(mine)
  }
}

/**
 * Clears away what a process that is gone left behind. Of two that try, one renames it; should it
 * find that it has taken a living one's file, it puts it back.
 * @param {string} file
 * @returns {boolean} whether the file is worth trying for again at once
 */
function clearStale(file) {
  const aside = `${file}.stale.${process.pid}`
  try {
    if (isHeld(fs.readFileSync(file, 'utf8'))) return false
    fs.renameSync(file, aside)
    if (isHeld(fs.readFileSync(aside, 'utf8'))) fs.linkSync(aside, file)
    return true
  } catch {
    return false // Somebody else was quicker: the next look tells.
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

/**
 * Does the work while no other process does it; waits its turn.
 * @param {string} file
 * @param {{ say: (line: string) => void, lookAgainMs?: number, giveUpMs?: number }} options
 * @param {() => Promise<void>} work
 */
async function oneAtATime(file, options, work) {
  const { say, lookAgainMs = LOOK_AGAIN_MS, giveUpMs = GIVE_UP_MS } = options
  fs.mkdirSync(path.dirname(file), { recursive: true })
  let waitedMs = 0
  while (!take(file)) {
    if (clearStale(file)) continue
    if (waitedMs === 0) say('Another command is installing packages here: waiting for it …')
    if (waitedMs >= giveUpMs) {
      throw new SetupProblem(
        `Another command has been installing packages here for too long: end it, or delete ${file}.`,
      )
    }
    await wait(lookAgainMs)
    waitedMs += lookAgainMs
  }
  try {
    await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

module.exports = { oneAtATime }
