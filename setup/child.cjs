// @ts-check
'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')
const { SetupProblem } = require('./problem.cjs')

/** @type {NodeJS.Signals[]} */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP']

const LOOK_FOR_PARENT_MS = 250

/**
 * What asks us to stop asks our child to stop; how it ends then decides how we end.
 * @param {(signal: NodeJS.Signals) => void} send
 * @returns {() => void} ends the forwarding
 */
function forwardSignals(send) {
  for (const signal of STOPPING) process.on(signal, send)
  return () => {
    for (const signal of STOPPING) process.off(signal, send)
  }
}

/** @param {NodeJS.Signals} signal */
function exitCodeOf(signal) {
  return 128 + constants.signals[signal]
}

/**
 * Signals a child's whole group; one that has just ended needs no signal.
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {}
}

/**
 * Runs a command to its end, or to the end of its time, and keeps what it printed to itself.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<{ ok: boolean, output: string, timedOut: boolean }>}
 */
function capture(command, args, { cwd, env, timeoutMs }) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the command started ends with it.
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let timedOut = false
    /** @type {NodeJS.Signals | undefined} */
    let interrupted
    const release = forwardSignals((signal) => {
      interrupted = signal
      signalGroup(child.pid, signal)
    })
    const timer = setTimeout(() => {
      timedOut = true
      signalGroup(child.pid, 'SIGKILL')
    }, timeoutMs)
    const keep = (/** @type {Buffer} */ bytes) => {
      output += bytes.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const finish = (/** @type {boolean} */ ok) => {
      clearTimeout(timer)
      release()
      if (interrupted === undefined) resolve({ ok: ok && !timedOut, output, timedOut })
      else reject(new SetupProblem(`Stopped by ${interrupted}.`, exitCodeOf(interrupted)))
    }
    child.once('error', (error) => {
      output += error.message
      finish(false)
    })
    child.once('close', (code) => finish(code === 0))
  })
}

/**
 * npm puts a shell between itself and us, and asked to stop it stops that shell alone.
 * @param {NodeJS.ProcessEnv} env
 * @param {() => void} stop
 */
function whenOrphaned(env, stop) {
  if (env['npm_lifecycle_event'] === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) stop()
  }, LOOK_FOR_PARENT_MS)
}

/**
 * Gives the terminal to a command and answers with the exit code to end with. The channel lets the
 * command notice when this process is killed outright.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
function handOver(command, args, { env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    const release = forwardSignals((signal) => child.kill(signal))
    const watch = whenOrphaned(env, () => child.kill('SIGTERM'))
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      release()
      clearInterval(watch)
      resolve(signal === null ? (code ?? 1) : exitCodeOf(signal))
    })
  })
}

module.exports = { capture, handOver }
