import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ServedWorker } from './capnp.ts'
import { serve, serveAlone } from './workerd.ts'

const FRONT = `export default {
  async fetch(request, env) {
    return new Response(env.GREETING + ' ' + await (await env.BACK.fetch(request)).text())
  }
}`
const BACK = `import { DurableObject } from 'cloudflare:workers'
export class Counter extends DurableObject {
  count() {
    const { sql } = this.ctx.storage
    sql.exec('CREATE TABLE IF NOT EXISTS counted (at INTEGER)')
    sql.exec('INSERT INTO counted VALUES (?)', Date.now())
    return sql.exec('SELECT count(*) AS n FROM counted').one().n
  }
}
export default {
  async fetch(_request, env) {
    return new Response(String(await env.COUNTER.getByName('one').count()))
  }
}`

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'admit-one-workerd-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function worker(name: string, code: string): Promise<ServedWorker> {
  await writeFile(join(folder, `${name}.js`), code)
  return {
    name,
    modules: [{ name: 'main.js', kind: 'esModule', path: `${name}.js` }],
    compatibilityDate: '2026-10-01',
    compatibilityFlags: [],
    objectClasses: [],
    storageFolder: join(folder, `${name}-storage`),
    bindings: [],
  }
}

async function textOf(origin: string | undefined): Promise<string> {
  return (await fetch(origin ?? '')).text()
}

async function bothWorkers(): Promise<ServedWorker[]> {
  const front = await worker('front', FRONT)
  const back = await worker('back', BACK)
  return [
    {
      ...front,
      bindings: [
        { kind: 'text', name: 'GREETING', value: '번호' },
        { kind: 'service', name: 'BACK', worker: 'back' },
      ],
    },
    {
      ...back,
      objectClasses: ['Counter'],
      bindings: [{ kind: 'object', name: 'COUNTER', className: 'Counter' }],
    },
  ]
}

test('several Workers answer, call each other, and keep what their objects stored', async () => {
  const listeners = [{ name: 'http', worker: 'front' }]
  const first = await serve(folder, await bothWorkers(), listeners)
  const before = Number((await textOf(first.origins['http'])).split(' ')[1])
  await first.stop()

  const second = await serve(folder, await bothWorkers(), listeners)
  const [greeting, after] = (await textOf(second.origins['http'])).split(' ')
  await second.stop()

  expect(greeting).toBe('번호')
  expect(Number(after)).toBeGreaterThan(before)
})

test('the process named is the server itself, and is gone when it is stopped', async () => {
  const plain = await worker('plain', 'export default { fetch: () => new Response("ok") }')
  const { origin, pid, stop } = await serveAlone({ folder, worker: plain })
  expect(await textOf(origin)).toBe('ok')

  await stop()

  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a Worker that does not start fails with what workerd said of it', async () => {
  const broken = await worker('broken', 'export default {')

  await expect(serveAlone({ folder, worker: broken })).rejects.toThrow('SyntaxError')
})
