/**
 * `npm run services`: real servers for the origin, without Docker. They start and end together, and
 * none outlives this process, however it ends.
 */
import { resolve } from 'node:path'
import { clearDataFolder, openDataFolder } from '../launch/data-folder.ts'
import { LOCK_FILE, lockDataFolder, type FolderLock } from '../launch/folder-lock.ts'
import { LaunchProblem } from '../launch/problem.ts'
import { SetupProblem } from '../setup/problem.cjs'
import { startAll } from './all-servers.ts'
import { checkPort } from './free-port.ts'
import { install } from './install.ts'
import { originVariables, writeOriginVariables } from './origin-variables.ts'
import { HELP, readSettings, readWish, type Settings } from './run-settings.ts'
import { keepSecrets } from './secrets.ts'
import type { Server } from './server.ts'

const root = resolve(import.meta.dirname, '..')

function print(line: string): void {
  console.log(line)
}

/** Resolves when somebody wants the servers to end: a person, a supervisor, or our parent's death. */
function askedToStop(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop())
    process.on('disconnect', () => stop())
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop())
  })
}

/** Makes the folder and the ports ours, before anything is cleared. */
async function prepare({ dataDir, folder, ports }: Settings, reset: boolean): Promise<FolderLock> {
  // `npm start` takes a folder only when its mark is there, or nothing.
  openDataFolder(dataDir, { reset: false })
  openDataFolder(folder, { reset })
  const lock = lockFolder(folder)
  const names = { MONGODB_PORT: "MongoDB's double", KAFKA_PORT: 'Kafka', S3_PORT: 'S3' } as const
  for (const variable of ['MONGODB_PORT', 'KAFKA_PORT', 'S3_PORT'] as const) {
    const instead = `choose another with ${variable}=${ports[variable] + 10} npm run services`
    await checkPort(names[variable], ports[variable], instead)
  }
  if (reset) {
    clearDataFolder(folder, LOCK_FILE)
    print(`Cleared ${folder}`)
  }
  return lock
}

function lockFolder(folder: string): FolderLock {
  try {
    return lockDataFolder(folder)
  } catch (error) {
    if (!(error instanceof LaunchProblem)) throw error
    throw new LaunchProblem(
      `Servers already run on ${folder}: stop them first, or set DATA_DIR and every port to run others.`,
      { cause: error },
    )
  }
}

async function run(settings: Settings, stop: Promise<void>): Promise<void> {
  const beganMs = performance.now()
  const secrets = keepSecrets(settings.folder)
  const servers: Server[] = []
  const lost = Promise.withResolvers<never>()
  const oneLost = (words: string) => lost.reject(new LaunchProblem(words))
  const stopped = Promise.race([stop, lost.promise])
  try {
    const addresses = await Promise.race([stopped, startAll(settings, secrets, servers, oneLost)])
    if (addresses !== undefined) {
      writeOriginVariables(addresses, secrets)
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
      print(`The servers are ready after ${seconds} s (Ctrl-C to stop). The origin is told:\n`)
      for (const line of originVariables(addresses, secrets)) print(line)
      print(`\nThe same is in ${secrets.originVariablesFile}, for node --env-file.`)
      await stopped
    }
    print('Stopping …')
  } finally {
    // What is still starting ends with us.
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function main(): Promise<void> {
  const stop = askedToStop()
  const { wish, reset } = readWish(process.argv.slice(2))
  if (wish === 'help') return print(HELP)
  const settings = readSettings(root, process.env)
  await install({ say: print })
  if (wish === 'install') return print('What the servers need is installed.')
  const lock = await prepare(settings, reset)
  await run(settings, stop)
  lock.release()
}

/** Of kafkajs and harmless: it hands setTimeout a time that is past. */
function withoutNegativeTimeouts(): void {
  const usual = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'TimeoutNegativeWarning') return
    for (const listener of usual) listener(warning)
  })
}

try {
  withoutNegativeTimeouts()
  await main()
  process.exit(0)
} catch (error) {
  if (!(error instanceof LaunchProblem || error instanceof SetupProblem)) throw error
  console.error(error.message)
  process.exit(error instanceof SetupProblem ? error.exitCode : 1)
}
