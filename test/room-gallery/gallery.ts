/** Every state of a room's page, drawn from made-up views: bundled, because Node runs no .tsx. */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

export type Gallery = {
  languageCodes: readonly string[]
  roomNames: readonly string[]
  otherNames: readonly string[]
  drawn: (name: string, language: string) => Promise<string | undefined>
}

/** A file of its own for each process: two may hang their pictures at once. */
export async function openGallery(): Promise<Gallery> {
  // What the pages link is made now: a room's one stylesheet.
  await import('../../launch/page-scripts.ts')
  const folder = resolve(root, '.reports/room-gallery')
  mkdirSync(folder, { recursive: true })
  const outfile = resolve(folder, `${process.pid}.mjs`)
  await build({
    entryPoints: [resolve(root, 'edge/web/room-gallery.tsx')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  })
  const gallery: Gallery = await import(pathToFileURL(outfile).href)
  rmSync(outfile)
  return gallery
}
