import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Bundle } from './bundle.ts'
import { capnpConfig, type Binding, type Listener, type ServedWorker } from './capnp.ts'
import { endChild, keepTrackOf } from './children.ts'

/** Workers served by workerd itself, without wrangler's proxy, which answers far less. */
export interface Serving {
  /** By listener: http://127.0.0.1 and the port it was given or the system chose. */
  origins: Readonly<Record<string, string>>
  pid: number
  stop: () => Promise<void>
}

/** One Worker served alone. */
export interface Served {
  origin: string
  pid: number
  stop: () => Promise<void>
}

/** With a port, a server that was killed comes back at its old address, with what it had stored. */
export async function serveAlone(
  { folder, worker }: Bundle,
  bindings: readonly Binding[] = [],
  port = 0,
): Promise<Served> {
  const given = { ...worker, bindings: [...worker.bindings, ...bindings] }
  const { origins, pid, stop } = await serve(
    folder,
    [given],
    [{ name: 'http', worker: worker.name, port }],
  )
  return { origin: origins['http'] ?? '', pid, stop }
}

const START_TIMEOUT_MS = 20_000
const STOP_GRACE_MS = 2_000

/** Modules are already in `folder`; storage folders are made. Answers when the Workers do. */
export async function serve(
  folder: string,
  workers: readonly ServedWorker[],
  listeners: readonly Listener[],
): Promise<Serving> {
  const config = join(folder, 'config.capnp')
  await writeFile(config, capnpConfig(workers, listeners))
  for (const { storageFolder } of workers) await mkdir(storageFolder, { recursive: true })
  const child = spawn(workerdBinary(), ['serve', '--control-fd=3', config], {
    stdio: ['ignore', 'inherit', 'pipe', 'pipe'],
  })
  keepTrackOf(child)
  try {
    const origins = await originsOf(child, listeners)
    const { pid } = child
    if (pid === undefined) throw new Error('workerd did not start.')
    await Promise.all(Object.values(origins).map(firstAnswer))
    return { origins, pid, stop: () => endChild(child, STOP_GRACE_MS) }
  } catch (error) {
    await endChild(child, STOP_GRACE_MS)
    throw error
  }
}

/** `.bin/workerd` is a launcher: killing it would leave the server behind. */
function workerdBinary(): string {
  const require = createRequire(import.meta.url)
  const ofWrangler = createRequire(require.resolve('wrangler/package.json'))
  return z.object({ default: z.string() }).parse(ofWrangler('workerd')).default
}

const control = z.object({ event: z.string(), socket: z.string(), port: z.number() })

/** workerd says on the control pipe which port each socket got: none can be taken in between. */
function originsOf(
  child: ChildProcess,
  listeners: readonly Listener[],
): Promise<Record<string, string>> {
  const pipe = child.stdio[3]
  if (!(pipe instanceof Readable) || child.stderr === null) throw new Error('workerd has no pipes.')
  const complaints: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    complaints.push(line)
    if (complaints.length > 20) complaints.shift()
  })
  const origins: Record<string, string> = {}
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error([what, ...complaints].join('\n')))
    const timer = setTimeout(() => fail('workerd did not listen in time.'), START_TIMEOUT_MS)
    child.once('close', () => fail('workerd ended before it listened.'))
    child.once('error', (error) => fail(`workerd could not be run: ${error.message}`))
    createInterface(pipe).on('line', (line) => {
      const { event, socket, port } = control.parse(JSON.parse(line))
      if (event === 'listen') origins[socket] = `http://127.0.0.1:${port}`
      if (Object.keys(origins).length < listeners.length) return
      clearTimeout(timer)
      resolve(origins)
    })
  })
}

/** Any status will do: it says that the Worker runs. */
async function firstAnswer(origin: string): Promise<void> {
  const answer = await fetch(origin, { signal: AbortSignal.timeout(START_TIMEOUT_MS) })
  await answer.arrayBuffer()
}
