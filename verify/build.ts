/**
 * Builds the package into verify/dist: one file for each way in, which share the rest, with the
 * rules of core inside. Its types are its own, so nothing but `jose` is needed to use it.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const folder = import.meta.dirname
const root = resolve(folder, '..')
const entries = ['index', 'fetch', 'hono', 'express', 'fastify', 'next']

export async function buildPackage(outdir = join(folder, 'dist')): Promise<string> {
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: entries.map((name) => join(folder, `${name}.ts`)),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    mainFields: ['module', 'main'],
    external: ['jose', 'hono', 'express', 'fastify', 'next/server.js', 'node:*'],
    legalComments: 'inline',
    plugins: [englishAlone],
  })
  writeTypes(outdir)
  writeLicenses(outdir)
  return outdir
}

/** Of what is inside the bundles: their licences ask to go along. */
function writeLicenses(outdir: string): void {
  const texts = ['zod', '@noble/hashes'].map((name) => {
    const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
    return `${name}\n\n${text.trim()}\n`
  })
  writeFileSync(join(outdir, 'LICENSES.txt'), texts.join('\n---\n\n'))
}

/** Declarations that the entries lead to: they name nothing but each other and frameworks. */
function writeTypes(outdir: string): void {
  const declared = mkdtempSync(join(tmpdir(), 'admit-one-types-'))
  try {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const options = [
      '--noEmit',
      'false',
      '--emitDeclarationOnly',
      '--declaration',
      '--rootDir',
      root,
    ]
    const args = [tsc, '-p', join(folder, 'tsconfig.json'), ...options, '--outDir', declared]
    execFileSync(process.execPath, args, { stdio: 'inherit' })
    copyTypes(join(declared, 'verify'), outdir)
  } finally {
    rmSync(declared, { recursive: true, force: true })
  }
}

function copyTypes(from: string, to: string): void {
  const waiting = [...entries]
  const copied = new Set<string>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (copied.has(name)) continue
    copied.add(name)
    const text = readFileSync(join(from, `${name}.d.ts`), 'utf8')
    if (/from '(?:\.\.\/|zod)/.test(text)) throw new Error(`${name}.d.ts says what is not ours`)
    for (const [, other = ''] of text.matchAll(/from '\.\/([\w-]+)\.ts'/g)) waiting.push(other)
    writeFileSync(join(to, `${name}.d.ts`), text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"))
  }
}

/** zod brings its sentences in fifty languages; ours are read by programs. */
const englishAlone: Plugin = {
  name: 'english-alone',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
      loader: 'js',
    }))
  },
}

/** As npm would publish it, beside what it is made of. */
function pack(): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  return join(folder, execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).trim())
}

if (import.meta.main) {
  await buildPackage()
  console.log(`Packed ${pack()}`)
}
