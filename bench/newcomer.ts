import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { keepTrackOf, signalGroup } from './children.ts'

const ASK_EVERY_MS = 50
const STOP_GRACE_MS = 15_000
/** Every port that `npm start` listens on, by its variable. */
const PORTS = ['PORT', 'INSPECTOR_PORT'] as const
const run = promisify(execFile)

/** A clone as it comes over a network: nothing is linked to the original. */
export async function cloneFrom(
  source: string,
  target: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  await run('git', ['clone', '--quiet', '--no-local', source, target], { env, signal })
}

/** How long `npm start` took to show its page, in ms; then all that it started is ended. */
export async function startUntilPage(
  folder: string,
  dataFolder: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  const ports = await freePorts()
  const startMs = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...env, ...ports, DATA_DIR: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  keepTrackOf(child, () => signalGroup(child, 'SIGKILL'))
  const said = lastWordsOf(child)
  try {
    await page(`http://127.0.0.1:${ports.PORT}/`, child, said, signal)
    return performance.now() - startMs
  } finally {
    await endGroup(child)
  }
}

async function page(
  url: string,
  child: ChildProcess,
  said: () => string,
  signal: AbortSignal,
): Promise<void> {
  while (!(await isPage(url))) {
    if (signal.aborted) throw new Error(`npm start showed no page in time.\n${said()}`)
    if (child.exitCode !== null) {
      throw new Error(`npm start ended with ${child.exitCode} before its page.\n${said()}`)
    }
    await delay(ASK_EVERY_MS)
  }
}

async function isPage(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    const body = await answer.text()
    const isHtml = answer.headers.get('content-type')?.startsWith('text/html') ?? false
    return answer.status === 200 && isHtml && body.includes('<html')
  } catch {
    // Nobody listens yet.
    return false
  }
}

function lastWordsOf(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    words = (words + bytes.toString()).slice(-2_000)
  })
  return () => words
}

/** As Ctrl-C does it. `npm` may leave before its children, so the whole group is waited for. */
async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGINT')
  const untilMs = performance.now() + STOP_GRACE_MS
  while (groupLives(child) && performance.now() < untilMs) await delay(ASK_EVERY_MS)
  signalGroup(child, 'SIGKILL')
}

function groupLives({ pid }: ChildProcess): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

/** Free now; whoever takes one in between makes the start fail with a clear error. */
async function freePorts(): Promise<Record<(typeof PORTS)[number], string>> {
  const servers = PORTS.map(() => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const [PORT = '', INSPECTOR_PORT = ''] = servers.map(portOf)
  for (const server of servers) server.close()
  await Promise.all(servers.map((server) => once(server, 'close')))
  return { PORT, INSPECTOR_PORT }
}

function portOf(server: Server): string {
  return String(z.object({ port: z.number() }).parse(server.address()).port)
}
