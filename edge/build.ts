import { version } from '../package.json'
import type { Bindings } from './settings.ts'

/** Which code is answering: the version people speak of, and the exact upload where known. */
export type Build = { version: string; build: { id: string; tag: string | null } | null }

export function buildOf(bindings: Bindings): Build {
  const upload = bindings.VERSION
  if (upload === undefined) return { version, build: null }
  return { version, build: { id: upload.id, tag: upload.tag === '' ? null : upload.tag } }
}

/** A static file's address. The build in it lets browsers keep the file without asking again. */
export function assetUrl(path: string, { build }: Build): string {
  return build === null ? path : `${path}?v=${encodeURIComponent(build.id)}`
}
