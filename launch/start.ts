import { resolve } from 'node:path'
import { HELP, readArguments } from './arguments.ts'
import { bringRooms } from './bring-rooms.ts'
import type { ChildPlan, ProcessPlan } from './child.ts'
import { crowdPlan, DEMO_ROOM } from './crowd.ts'
import { clearDataFolder, openDataFolder } from './data-folder.ts'
import { edgePlan } from './edge.ts'
import { LOCK_FILE, lockDataFolder } from './folder-lock.ts'
import type { FolderLock } from './folder-lock.ts'
import { keepKeys, noteAddress } from './keys.ts'
import { endLeftovers, noteRunning } from './leftovers.ts'
import { originPlan, originUrl } from './origin.ts'
import { checkPorts } from './ports.ts'
import { LaunchProblem } from './problem.ts'
import { signalGroup } from './process-group.ts'
import { readRooms, type FileRoom } from './rooms-file.ts'
import { readSettings } from './settings.ts'
import { shopLine, shopPlans, shopPortsOf } from './shops.ts'
import type { Settings } from './settings.ts'
import { supervise } from './supervisor.ts'
import type { Product } from './supervisor.ts'
import { writeWorkerVariables } from './worker-variables.ts'

const root = resolve(import.meta.dirname, '..')
const READY_WITHIN_MS = 60_000

function print(line: string): void {
  console.log(line)
}

/** Makes the data folder and the ports ours, in an order that never touches a running product's. */
async function prepare(
  { dataDir, ports }: Settings,
  shopPorts: Readonly<Record<string, number>>,
  reset: boolean,
): Promise<FolderLock> {
  openDataFolder(dataDir, { reset })
  const lock = lockDataFolder(dataDir)
  const ended = await endLeftovers(dataDir)
  if (ended.length > 0)
    print(`Ended what a start that was killed left running: ${ended.join(', ')}`)
  // Before anything is cleared: a start that cannot be must not cost the data.
  await checkPorts({ ...ports, ...shopPorts })
  if (reset) {
    clearDataFolder(dataDir, LOCK_FILE)
    print(`Cleared ${dataDir}`)
  }
  return lock
}

/** Resolves when somebody wants the product to end: a person, a supervisor, or our parent's death. */
function askedToStop(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop())
    process.on('disconnect', () => stop())
    // A terminal that is gone must not keep us from ending the children.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop())
  })
}

/** However this process ends by itself, no child outlives it. */
function endWithUs(product: Product): void {
  process.on('exit', () => {
    for (const { leader } of product.children) {
      if (leader !== undefined) signalGroup(leader, 'SIGKILL')
    }
  })
}

/** Writes down who runs, for the start after one that is killed. */
function noteChildren(dataDir: string, { children }: Product): void {
  const running = children.flatMap(({ name, leader }) =>
    leader === undefined ? [] : [{ name, leader }],
  )
  noteRunning(dataDir, running)
}

/** The product, and once it is ready whoever comes to see it. */
async function run(settings: Settings, parts: Parts, stop: Promise<void>): Promise<void> {
  const beganAtMs = performance.now()
  const product = supervise([parts.edge, parts.origin, ...parts.shops], {
    print,
    readyWithinMs: READY_WITHIN_MS,
  })
  endWithUs(product)
  noteChildren(settings.dataDir, product)
  try {
    const stopped = await Promise.race([stop.then(() => true), product.ready.then(() => false)])
    if (!stopped) {
      await parts.bringRooms()
      const seconds = ((performance.now() - beganAtMs) / 1000).toFixed(1)
      const address = `http://localhost:${settings.ports.PORT}`
      print(`Admit One is ready after ${seconds} s: ${address} (Ctrl-C to stop)`)
      print(`The operator's key is in ${parts.operatorKeyFile}`)
      print(`The origin, for services alone: ${originUrl(settings)}/docs`)
      for (const { name } of parts.shops) print(shopLine(name, settings))
      print(`Shops of your own show the key in ${parts.serviceKeyFile}`)
      if (parts.crowd !== undefined) {
        product.accompany(parts.crowd)
        noteChildren(settings.dataDir, product)
        print(`${settings.crowdFans} simulated fans come to ${address}/rooms/${DEMO_ROOM}`)
      }
      await Promise.race([stop, product.died])
    }
    print('Stopping …')
  } finally {
    await product.stop()
  }
}

type Parts = {
  /** Before anybody comes: the rooms of the file are there. */
  bringRooms: () => Promise<void>
  edge: ChildPlan
  origin: ChildPlan
  shops: ChildPlan[]
  crowd: ProcessPlan | undefined
  operatorKeyFile: string
  serviceKeyFile: string
}

function partsOf(settings: Settings, fileRooms: FileRoom[], crowd: boolean): Parts {
  const keys = keepKeys(settings.dataDir)
  const issuer = `http://localhost:${settings.ports.PORT}`
  noteAddress(settings.dataDir, issuer)
  const variablesFile = writeWorkerVariables(settings.dataDir, keys, {
    issuer,
    originUrl: originUrl(settings),
    zipkinUrl: process.env['ZIPKIN_URL'],
  })
  const rooms = fileRooms.map(({ entry }) => entry)
  const where = { url: issuer, token: keys.operatorKey, file: settings.roomsFile }
  return {
    bringRooms: () => bringRooms(fileRooms, where, print),
    edge: edgePlan(root, settings, variablesFile),
    origin: originPlan(root, settings, keys.originKey),
    shops: shopPlans(root, settings, rooms, keys.serviceKey),
    crowd: crowd ? crowdPlan(root, settings, rooms) : undefined,
    operatorKeyFile: keys.operatorKeyFile,
    serviceKeyFile: keys.serviceKeyFile,
  }
}

async function main(): Promise<void> {
  const stop = askedToStop()
  const { help, reset, crowd } = readArguments(process.argv.slice(2))
  if (help) return print(HELP)
  const settings = readSettings(root, process.env)
  const rooms = readRooms(settings.roomsFile, { ...settings.ports, ...settings.shopPorts })
  const entries = rooms.map(({ entry }) => entry)
  const lock = await prepare(settings, shopPortsOf(settings, entries), reset)
  await run(settings, partsOf(settings, rooms, crowd), stop)
  lock.release()
}

try {
  await main()
  process.exit(0)
} catch (error) {
  if (!(error instanceof LaunchProblem)) throw error
  console.error(error.message)
  process.exit(1)
}
