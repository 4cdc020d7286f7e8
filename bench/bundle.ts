import { execFile } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { z } from 'zod'
import type { Binding, ServedWorker, WorkerModule } from './capnp.ts'

/** Several may share a folder: their modules lie in one of their own each. */
export interface Bundle {
  folder: string
  worker: ServedWorker
}

/**
 * A Worker as it would be deployed, from its wrangler.toml: wrangler builds it, and what wrangler
 * knows of it is put in workerd's terms. Static assets, D1, queues and whatever else is not a
 * part of workerd itself are absent; the bench that needs them adds them.
 */
export async function bundle(configPath: string, folder: string): Promise<Bundle> {
  const config = deployable.parse(readConfig({ config: configPath }, { hideWarnings: true }))
  const { name, durable_objects, vars } = config
  const target = join(folder, name)
  await mkdir(target, { recursive: true })
  await build(configPath, target)
  const own = durable_objects.bindings.filter(({ script_name }) => script_name === undefined)
  const worker: ServedWorker = {
    name,
    modules: await modulesIn(target, name),
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    objectClasses: own.map(({ class_name }) => class_name),
    storageFolder: join(folder, `${name}-storage`),
    bindings: [
      ...durable_objects.bindings.map(objectBinding),
      ...Object.entries(vars).map(variable),
    ],
  }
  return { folder, worker }
}

/** What is read of a wrangler.toml; wrangler has filled in the defaults. */
const deployable = z.object({
  name: z.string().default('worker'),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  durable_objects: z.object({
    bindings: z.array(
      z.object({ name: z.string(), class_name: z.string(), script_name: z.string().optional() }),
    ),
  }),
  vars: z.record(z.string(), z.unknown()),
})

type ObjectBinding = z.infer<typeof deployable>['durable_objects']['bindings'][number]

function objectBinding({ name, class_name, script_name }: ObjectBinding): Binding {
  return { kind: 'object', name, className: class_name, worker: script_name }
}

function variable([name, value]: [string, unknown]): Binding {
  return typeof value === 'string' ? { kind: 'text', name, value } : { kind: 'json', name, value }
}

const BUILD_TIMEOUT_MS = 120_000
const run = promisify(execFile)

async function build(configPath: string, target: string): Promise<void> {
  const require = createRequire(import.meta.url)
  const wrangler = resolve(require.resolve('wrangler/package.json'), '../bin/wrangler.js')
  const options = ['deploy', '--dry-run', '--outdir', target, '--config', configPath]
  await run(process.execPath, [wrangler, ...options], {
    timeout: BUILD_TIMEOUT_MS,
    env: { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false' },
  })
}

const KINDS: Readonly<Record<string, WorkerModule['kind']>> = {
  '.js': 'esModule',
  '.mjs': 'esModule',
  '.wasm': 'wasm',
  '.txt': 'text',
  '.html': 'text',
  '.sql': 'text',
  '.bin': 'data',
}

/** What wrangler put out; its main module is the only script at the top. */
async function modulesIn(target: string, folderName: string): Promise<WorkerModule[]> {
  const names = await readdir(target)
  const modules = names.flatMap((name): WorkerModule[] => {
    const kind = KINDS[extname(name)]
    return kind === undefined ? [] : [{ name, kind, path: `${folderName}/${name}` }]
  })
  const main = modules.filter(({ kind }) => kind === 'esModule')
  if (main.length !== 1) throw new Error(`Expected one script in ${target}, found ${main.length}.`)
  return [...main, ...modules.filter(({ kind }) => kind !== 'esModule')]
}
