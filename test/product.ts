import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { endGroup, groupRuns, signalGroup } from '../launch/process-group.ts'

const root = resolve(import.meta.dirname, '..')
const READY_WITHIN_MS = 60_000
const STOPPED_WITHIN_MS = 20_000

export type Product = {
  url: string
  /** All that it has printed so far. */
  output: () => string
  /** Its exit code, once it has ended. */
  exited: Promise<number>
  /** What a terminal does at Ctrl-C: the signal goes to npm and to all that npm started. */
  signal: (signal: NodeJS.Signals) => void
  /** Ctrl-C, and the wait until nothing of it runs. Removes the data folder if it made it. */
  stop: () => Promise<void>
  dataDir: string
  /** Where the origin listens. */
  originUrl: string
  pid: number
}

export type ProductOptions = {
  dataDir?: string
  args?: string[]
  env?: Record<string, string>
}

/** Runs the real `npm start` and answers at once, whatever becomes of it. */
export async function launchProduct(options: ProductOptions = {}): Promise<Product> {
  const [port, inspectorPort, shopPort, guardedShopPort, originPort] = await freePorts()
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'admit-one-data-'))
  const env = {
    ...process.env,
    PORT: String(port),
    INSPECTOR_PORT: String(inspectorPort),
    SHOP_PORT: String(shopPort),
    GUARDED_SHOP_PORT: String(guardedShopPort),
    ORIGIN_PORT: String(originPort),
    DATA_DIR: dataDir,
    // Who wants a crowd asks for one: it is load, and takes no part in most of what is tested.
    CROWD: '0',
    ...options.env,
  }
  const npm = spawn('npm', ['start', '--', ...(options.args ?? [])], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await once(npm, 'spawn')
  const pid = Number(npm.pid)
  let output = ''
  const keep = (text: string) => void (output += text)
  npm.stdout.setEncoding('utf8').on('data', keep)
  npm.stderr.setEncoding('utf8').on('data', keep)
  const exited = once(npm, 'close').then(([code]) => Number(code ?? -1))
  // A test run that is cut short leaves nothing behind.
  const endWithUs = () => signalGroup(pid, 'SIGTERM')
  process.once('exit', endWithUs)
  return {
    url: `http://localhost:${env.PORT}`,
    output: () => output,
    exited,
    signal: (signal) => signalGroup(pid, signal),
    stop: async () => {
      signalGroup(pid, 'SIGINT')
      await within(
        STOPPED_WITHIN_MS,
        'stop',
        () => !groupRuns(pid),
        pid,
        () => output,
      )
      process.off('exit', endWithUs)
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
    dataDir,
    originUrl: `http://127.0.0.1:${originPort}`,
    pid,
  }
}

/** Runs the real `npm start` on free ports with data of its own, and answers when it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const product = await launchProduct(options)
  const { pid, output } = product
  let ended = false
  void product.exited.then(() => (ended = true))
  const isReady = () => output().includes('Admit One is ready')
  await within(READY_WITHIN_MS, 'get ready', () => ended || isReady(), pid, output)
  if (!isReady()) throw new Error(`npm start ended before it was ready:\n${output()}`)
  return product
}

/** Waits for something to be so. If it is not in time, ends the product and says what it printed. */
async function within(
  timeoutMs: number,
  what: string,
  isSo: () => boolean,
  pid: number,
  output: () => string,
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs
  while (!isSo()) {
    if (performance.now() > deadlineMs) {
      await endGroup(pid)
      throw new Error(`npm start did not ${what} within ${timeoutMs / 1000} s:\n${output()}`)
    }
    await wait(20)
  }
}

/** Four ports that were free a moment ago. */
async function freePorts(): Promise<number[]> {
  const servers = Array.from({ length: 5 }, () => createServer())
  const ports: number[] = []
  for (const server of servers) {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    ports.push(typeof address === 'object' && address ? address.port : 0)
  }
  for (const server of servers) await once(server.close(), 'close')
  return ports
}
