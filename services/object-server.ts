import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { installed } from './installed.ts'
import { startServer, type Server } from './server.ts'

/** No bucket can be called so: their names have no underscore. */
const HEALTH = '/_health'
const ASK_WITHIN_MS = 3_000

export type ObjectServerOptions = {
  folder: string
  accessKey: string
  secretKey: string
  port?: number
  lost?: (words: string) => void
}

/** Versity's gateway: S3 over a folder of files. Its address is `http://host:port`. */
export async function startObjectServer(options: ObjectServerOptions): Promise<Server> {
  const { folder, accessKey, secretKey, port = await freePort(), lost } = options
  const objects = join(folder, 'objects')
  mkdirSync(objects, { recursive: true })
  const address = `http://127.0.0.1:${port}`
  return startServer({
    name: "Versity's gateway",
    address,
    ports: [port],
    command: installed('object-server', 'versitygw'),
    args: ['--port', `127.0.0.1:${port}`, '--health', HEALTH, '--quiet', 'posix', objects],
    // Not in the command line, which everybody on the machine can read.
    env: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
    ask: () => ask(`${address}${HEALTH}`),
    lost,
  })
}

async function ask(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_WITHIN_MS) })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
}
