import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { read, root } from './compose-files.ts'

const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')))

const images = [
  { file: 'docker/origin.Dockerfile', entry: 'origin/main.ts' },
  { file: 'docker/pipelines.Dockerfile', entry: 'origin/consume.ts' },
]

/** All that a program is made of: our files, and the packages that they name. */
async function madeOf(entry: string): Promise<{ files: string[]; packages: string[] }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  })
  const named = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !path.startsWith('node:'))
    .map(({ path }) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    )
  return { files: Object.keys(metafile.inputs), packages: [...new Set(named)] }
}

test.each(images)('$file is of the Node that everything is tested with', ({ file }) => {
  const versions = [...read(file).matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version)

  expect(versions.length).toBe(2)
  expect(new Set(versions)).toEqual(new Set([manifest.devDependencies.node]))
})

test.each(images)('$file runs as nobody special, and what it is named for', ({ file, entry }) => {
  const text = read(file)

  expect(text).toMatch(/^USER node$/m)
  expect(text).toContain(`CMD ["node", "--disable-warning=TimeoutNegativeWarning", "${entry}"]`)
  expect(text).toMatch(/^HEALTHCHECK .*healthy\.ts/m)
})

test.each(images)('$file holds every file that its program is made of', async ({ file, entry }) => {
  const copied = [...read(file).matchAll(/^COPY (?!--)(\S+) /gm)].map(([, name = '']) => name)
  const ignored = read(`${file}.dockerignore`)
  const { files } = await madeOf(entry)

  const missing = files.filter(
    (name) => !copied.some((part) => name === part || name.startsWith(`${part}/`)),
  )
  expect(missing).toEqual([])
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter((name) => /\/(model|fixtures|dist)\/|\.test\./.test(name))).toEqual([])
  for (const part of copied) expect(ignored).toContain(`!${part}`)
})

test.each(images)('$file has every package that its program needs', async ({ entry }) => {
  const { packages } = await madeOf(entry)

  expect(packages.filter((name) => !(name in manifest.dependencies))).toEqual([])
  expect(packages).toContain('zod')
})

test('nothing of ours that is not to leave reaches the builder', () => {
  for (const { file } of images) {
    const [first] = read(`${file}.dockerignore`)
      .split('\n')
      .filter((line) => !line.startsWith('#'))
    expect(first).toBe('*')
  }
})
