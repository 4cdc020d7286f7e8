import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPackage } from './build.ts'
import { AUDIENCE, RoomServer, SERVICE_KEY } from './model/room-server.ts'

const run = promisify(execFile)
const repository = resolve(import.meta.dirname, '..')
const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc')
const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
const HOLDER = 'h'.repeat(43)
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe('the package as it is packed', () => {
  let folder: string
  let installed: string
  let files: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'admit-one-verify-'))
    const source = join(folder, 'source')
    await mkdir(source)
    await buildPackage(join(source, 'dist'))
    for (const name of ['package.json', 'README.md']) {
      await cp(join(import.meta.dirname, name), join(source, name))
    }
    await run('npm', ['pack', '--pack-destination', folder], { cwd: source })
    const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
    const consumer = join(folder, 'consumer')
    await mkdir(consumer)
    await writeFile(join(consumer, 'package.json'), '{ "type": "module" }')
    await run('npm', ['install', ...quietly, join(folder, tarball)], { cwd: consumer })
    installed = join(consumer, 'node_modules')
    files = await readdir(join(installed, '@admit-one/verify'), { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function contents(endings: RegExp): Promise<string[]> {
    const wanted = files.filter((name) => endings.test(name))
    return Promise.all(
      wanted.map((name) => readFile(join(installed, '@admit-one/verify', name), 'utf8')),
    )
  }

  test('brings jose, and nothing else', async () => {
    const names = (await readdir(installed)).filter((name) => !name.startsWith('.'))

    expect(names.toSorted()).toEqual(['@admit-one', 'jose'])
  })

  test('holds what was built, and no source, test or secret', async () => {
    const others = files.filter((name) => !/^dist(\/[\w-]+(\.d\.ts|\.js))?$/.test(name))

    expect(others.toSorted()).toEqual(['README.md', 'dist/LICENSES.txt', 'package.json'])
    for (const text of await contents(/\.(?:js|ts)$/)) {
      expect(text).not.toMatch(/PRIVATE KEY|SERVICE_KEY|vitest|\/work\/|sourceMappingURL/)
    }
  })

  test('imports jose, Next.js where it is for that, and its own files', async () => {
    const imported = (await contents(/\.js$/)).flatMap((text) =>
      [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"/gm)].map(
        ([, from = '']) => from,
      ),
    )

    const foreign = new Set(imported.filter((from) => !from.startsWith('./')))
    expect([...foreign].toSorted()).toEqual(['jose', 'next/server.js'])
  })

  test('its types name neither core nor zod', async () => {
    for (const text of await contents(/\.d\.ts$/)) {
      expect(text).not.toMatch(/\bzod\b|\.\.\/|\.ts'/)
    }
  })

  test('checks a token in a program that has nothing else, and whose types are checked whole', async () => {
    const room = await RoomServer.start()
    const given = {
      room: room.room,
      audience: AUDIENCE,
      serviceKey: SERVICE_KEY,
      token: room.tokenWithLeft(HOLDER, 50_000, 'packed-1'),
      holder: HOLDER,
    }
    const consumer = join(installed, '..')
    await writeFile(join(consumer, 'consumer.ts'), consumerUsing(given))
    for (const module of ['preserve', 'nodenext']) {
      await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(consumerOptions(module)))
      expect(await run(process.execPath, [tsc, '-p', consumer])).toMatchObject({ stdout: '' })
    }
    const { stdout } = await run(process.execPath, [join(consumer, 'consumer.js')])

    expect(stdout.trim()).toBe('packed-1 200')
    await room.close()
  })

  test.each(['hono', 'express', 'fastify'])(
    'the way in for %s needs no framework to be loaded',
    async (name) => {
      const say = `import { admitted } from '@admit-one/verify/${name}'; console.log(typeof admitted)`

      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', say], {
        cwd: join(installed, '..'),
      })

      expect(stdout.trim()).toBe('function')
    },
  )

  test('with each framework there, its types add what they say to its requests', async () => {
    // Below the repository, where the frameworks are found.
    const builds = join(repository, '.build')
    await mkdir(builds, { recursive: true })
    const consumer = await mkdtemp(join(builds, 'verify-types-'))
    const there = join(consumer, 'node_modules', '@admit-one', 'verify')
    await cp(join(installed, '@admit-one', 'verify'), there, { recursive: true })
    await writeFile(join(consumer, 'package.json'), '{ "type": "module" }')
    await writeFile(join(consumer, 'frameworks.ts'), withFrameworks)
    await writeFile(
      join(consumer, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../tsconfig.base.json',
        compilerOptions: {
          module: 'nodenext',
          moduleResolution: 'nodenext',
          lib: ['ES2025', 'DOM', 'DOM.Iterable'],
          types: ['node'],
        },
        files: ['frameworks.ts'],
      }),
    )

    expect(await run(process.execPath, [tsc, '-p', consumer])).toMatchObject({ stdout: '' })
    const say = `console.log(Object.keys(await import('@admit-one/verify/next')).join())`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', say], {
      cwd: consumer,
    })
    expect(stdout.trim()).toBe('admissionIn,admittedProxy,protect')
    await rm(consumer, { recursive: true, force: true })
  })
})

/** As a bundler finds packages, and as Node does. */
function consumerOptions(module: string): object {
  return {
    compilerOptions: {
      target: 'ES2022',
      module,
      moduleResolution: module === 'preserve' ? 'bundler' : module,
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
    },
    files: ['consumer.ts'],
  }
}

function consumerUsing(given: Record<string, string>): string {
  return `
import { admitOne, verifyAdmission, type Outcome } from '@admit-one/verify'
import { protect } from '@admit-one/verify/fetch'

const given = ${JSON.stringify(given)}
const { token, holder, ...settings } = given
const shop = admitOne(settings)
const outcome: Outcome = await verifyAdmission(shop, { token, holder })
const seen = outcome.kind === 'admitted' ? outcome.admission?.sessionId : outcome.refusal.code
const guarded = protect(shop, (_request, { admission }) => new Response(admission?.subject ?? null))
const Cookie = 'admission-finale=' + token + '; holder-finale=' + holder
const { status } = await guarded(new Request('http://shop.localhost/', { headers: { Cookie } }))
console.log(seen, status)
// @ts-expect-error A token alone proves nothing: the holder's cookie belongs to it.
void shop.verifyAdmission({ token })
`
}

const withFrameworks = `
import { admitOne, type Admission } from '@admit-one/verify'
import { admitted as forExpress } from '@admit-one/verify/express'
import { admitted as forFastify } from '@admit-one/verify/fastify'
import { admitted as forHono } from '@admit-one/verify/hono'
import { admissionIn, admittedProxy, protect } from '@admit-one/verify/next'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import type { NextRequest } from 'next/server.js'

type Same<A, B> = [A, B] extends [B, A] ? true : false
function holds<_Statement extends true>(): void {}

const shop = admitOne({ room: 'https://queue.example/rooms/demo', audience: 'https://shop.example', way: 'gateway' })
express().use('/tickets', forExpress(shop)).get('/', (request, response) => {
  holds<Same<typeof request.admission, Admission | undefined>>()
  response.send(request.admission?.subject)
})
const app = fastify()
app.addHook('onRequest', forFastify(shop))
app.get('/', async (request) => {
  holds<Same<typeof request.admission, Admission | undefined>>()
  return request.admission?.subject
})
new Hono().use(forHono(shop)).get('/', (c) => {
  const admission = c.get('admission')
  holds<Same<typeof admission, Admission | undefined>>()
  return c.text(admission?.subject ?? '')
})
export const proxy: (request: NextRequest) => Promise<Response> = admittedProxy(shop)
export const POST = protect(shop, async (_request, { admission }) => Response.json({ admission }))
export const who = (headers: Headers) => admissionIn(shop, headers)
`
