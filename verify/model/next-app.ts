/** A shop in Next.js, and the server that it comes with. */
import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { buildPackage } from '../build.ts'
import type { ShopSettings } from '../index.ts'
import type { Serving } from './way-in-suite.ts'

const repository = resolve(import.meta.dirname, '../..')
const builds = join(repository, '.build')

function filesFor(settings: Partial<ShopSettings>): Record<string, string> {
  return {
    'package.json': '{ "type": "module" }',
    'shop.js': `
      import { admitOne } from '@admit-one/verify'
      export const shop = admitOne({ ...${JSON.stringify(settings)}, onError() {} })`,
    'proxy.js': `
      import { admittedProxy } from '@admit-one/verify/next'
      import { shop } from './shop.js'
      export const proxy = admittedProxy(shop)
      export const config = { matcher: '/tickets/:path*' }`,
    'app/layout.js': `
      export default function Layout({ children }) {
        return <html lang="en"><body>{children}</body></html>
      }`,
    'app/tickets/page.js': `
      import { headers } from 'next/headers'
      import { admissionIn } from '@admit-one/verify/next'
      import { shop } from '../../shop.js'
      export default async function Tickets() {
        const who = await admissionIn(shop, await headers())
        return <p>{who.kind === 'refused' ? who.refusal.code : 'Hello ' + who.admission?.sessionId}</p>
      }`,
    // Beside the proxy's matcher: it has to look after itself.
    'app/api/hold/route.js': `
      import { protect } from '@admit-one/verify/next'
      import { shop } from '../../../shop.js'
      export const POST = protect(shop, async (request, { admission, marked }, context) => {
        const { id } = { ...(await context.params) }
        return Response.json({ admission, marked, sent: await request.text(), id })
      })`,
  }
}

/** As `next dev` serves it, with the package as it is packed. */
export async function serveNextApp(settings: Partial<ShopSettings>): Promise<Serving> {
  await mkdir(builds, { recursive: true })
  // Of its own, below the repository: that is where Next.js is found.
  const folder = await mkdtemp(join(builds, 'verify-next-'))
  const installed = join(folder, 'node_modules', '@admit-one', 'verify')
  await mkdir(installed, { recursive: true })
  await buildPackage(join(installed, 'dist'))
  await cp(join(repository, 'verify', 'package.json'), join(installed, 'package.json'))
  for (const [path, text] of Object.entries(filesFor(settings))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const next = join(repository, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(process.execPath, [next, 'dev', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { origin: await originIn(child), close: () => ended(child, folder) }
}

function originIn(child: ChildProcess): Promise<string> {
  let told = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      told += chunk.toString()
      const [, origin] = /Local:\s+(http:\/\/[\w.:]+\d)\s/.exec(told) ?? []
      if (origin !== undefined && /Ready in/.test(told)) resolve(origin)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`Next.js has ended: ${told}`)))
  })
}

async function ended(child: ChildProcess, folder: string): Promise<void> {
  const over = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await over
  await rm(folder, { recursive: true, force: true })
}
