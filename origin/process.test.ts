/** The origin as what it is started as: a process of its own, over its embedded stores. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request, type ClientRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { SERVICE } from './fixtures.ts'

const folders: string[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const lineSchema = z.looseObject({ what: z.string().optional(), address: z.string().optional() })
type Line = z.infer<typeof lineSchema>

type Started = {
  readonly child: ChildProcess
  readonly lines: Line[]
  readonly said: () => string
  /** The first line that says so. */
  readonly line: (what: string) => Promise<Line>
  readonly ended: Promise<number | null>
}

async function start(script: string, env: Record<string, string>): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'origin-'))
  folders.push(folder)
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    cwd: folder,
    env: {
      PORT: '0',
      DATA_DIR: folder,
      SERVICE_TOKENS: JSON.stringify({ keys: [SERVICE] }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const lines: Line[] = []
  let said = ''
  const waiting = new Map<string, (line: Line) => void>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineSchema.parse(JSON.parse(text))
    lines.push(line)
    waiting.get(line.what ?? '')?.(line)
  })
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const line = async (what: string) => {
    const seen = lines.find((one) => one.what === what)
    const coming = new Promise<Line>((resolve) => waiting.set(what, resolve))
    const lost = ended.then((code): never => {
      throw new Error(`It ended with ${code}: ${said}`)
    })
    return seen ?? Promise.race([coming, lost])
  }
  return { child, lines, said: () => said, line, ended }
}

async function listening(started: Started): Promise<string> {
  const { address } = await started.line('listening')
  if (address === undefined) throw new Error('It does not say where.')
  return address
}

test('it serves over its embedded stores, and a signal ends it with nothing left open', async () => {
  const origin = await start('main.ts', {})
  const address = await listening(origin)

  const alive = await fetch(`${address}/healthz`)
  const ready = await fetch(`${address}/readyz`)
  origin.child.kill('SIGTERM')

  expect(alive.status).toBe(200)
  expect(await ready.json()).toMatchObject({ status: 'ready' })
  expect(await origin.ended).toBe(0)
  expect(origin.said()).toBe('')
})

test('a request that is under way is finished after the signal, and the stores still keep what it brings', async () => {
  const origin = await start('process-fixture.ts', {})
  const address = await listening(origin)
  const asking = await beganUpload(address)
  const answered = once(asking, 'response')

  origin.child.kill('SIGTERM')
  await origin.line('ending')
  const late = await fetch(`${address}/healthz`).catch((error: unknown) => error)
  asking.end('and last"}')
  const [response] = await answered
  const body = await textOf(response)

  expect(late).toBeInstanceOf(TypeError)
  expect(response).toMatchObject({ statusCode: 200, headers: { connection: 'close' } })
  expect(body).toBe('{"letters":14}')
  expect(await origin.ended).toBe(0)
  expect(origin.lines.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['worker-started', 'worker-stopped', 'ended']),
  )
})

test('a second signal ends it at once, whoever is there', async () => {
  const origin = await start('process-fixture.ts', {})
  const address = await listening(origin)
  const asking = await beganUpload(address)
  const cut = once(asking, 'error')

  origin.child.kill('SIGTERM')
  await origin.line('ending')
  origin.child.kill('SIGINT')

  expect(await origin.ended).toBe(1)
  await cut
})

test('what nobody caught is logged and ends it', async () => {
  const origin = await start('process-fixture.ts', {})
  const address = await listening(origin)

  await fetch(`${address}/crash`, { method: 'POST' }).catch(() => {})

  expect(await origin.ended).toBe(1)
  expect(origin.lines.at(-1)).toMatchObject({
    level: 'error',
    what: 'crash',
    why: expect.stringContaining('nobody catches this'),
  })
})

test('a setting that is wrong is one sentence, and the exit code 1', async () => {
  const origin = await start('main.ts', {
    SERVICE_TOKENS: '{"keys":[{"id":"a","secret":"hunter2"}]}',
  })

  expect(await origin.ended).toBe(1)
  expect(origin.said()).toMatch(/^SERVICE_TOKENS is not a list of keys: give [^\n]+\.\n$/)
  expect(origin.said()).not.toContain('hunter2')
})

test('a port that is taken is one sentence, and the exit code 1', async () => {
  const first = await start('main.ts', {})
  const { port } = new URL(await listening(first))

  const second = await start('main.ts', { PORT: port })

  expect(await second.ended).toBe(1)
  expect(second.said()).toBe(
    `PORT=${port} is taken: end what listens there, or set another PORT.\n`,
  )
})

test('a server that is not there is said so, and what to look at, and the exit code 1', async () => {
  const origin = await start('process-fixture.ts', { UNREACHABLE: 'The log does not answer.' })

  expect(await origin.ended).toBe(1)
  expect(origin.said()).toMatch(
    /^The log does not answer\. [^\n]+look whether it runs, and whether its address[^\n]+\n$/,
  )
})

/** The server has its headers, and the beginning of its body. */
async function beganUpload(address: string): Promise<ClientRequest> {
  const asking = request(`${address}/upload`, {
    method: 'POST',
    headers: { Expect: '100-continue' },
  })
  asking.flushHeaders()
  await once(asking, 'continue')
  asking.write('{"text":"first ')
  return asking
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of body) text += chunk.toString()
  return text
}
