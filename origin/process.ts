/** The origin as a process: settings from the environment, signals, and how it ends. */
import packageJson from '../package.json' with { type: 'json' }
import { ConfigProblem, readConfig } from './config.ts'
import { startOrigin, type Origin, type Plug } from './run.ts'
import { StoreFailure } from './stores/failure.ts'
import { createLog, described, type Log } from './telemetry/log.ts'

const LOOK_THERE =
  'The origin does not start without it: look whether it runs, and whether its address and password are right.'

/** Resolves once it listens. What stands in the way of that is one sentence, and the exit code 1. */
export async function runProcess(plug: Plug): Promise<void> {
  try {
    const config = readConfig(process.env, process.cwd())
    const log = createLog(config.logLevel, (line) => void process.stdout.write(`${line}\n`))
    endOnCrash(log)
    const origin = await startOrigin(config, packageJson.version, log, plug)
    endOnSignal(origin, log)
    log('info', { what: 'listening', address: origin.address, stores: config.stores.kind })
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exit(1)
  }
}

/** The first signal ends it in order, the second at once. */
function endOnSignal(origin: Origin, log: Log): void {
  let isEnding = false
  const end = async (signal: NodeJS.Signals) => {
    if (isEnding) process.exit(1)
    isEnding = true
    log('info', { what: 'ending', signal })
    await origin.end()
    log('info', { what: 'ended' })
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, (name) => void end(name))
}

/** What nobody caught has left nobody knows what behind: a new process is better than this one. */
function endOnCrash(log: Log): void {
  const crash = (error: unknown) => {
    log('error', { what: 'crash', why: described(error) })
    process.exit(1)
  }
  process.on('unhandledRejection', crash)
  process.on('uncaughtException', crash)
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigProblem) return error.message
  if (!(error instanceof StoreFailure)) return described(error)
  const isOutThere = error.code === 'unreachable' || error.code === 'wrong-secret'
  return isOutThere ? `${error.message} ${LOOK_THERE}` : error.message
}
