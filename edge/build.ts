import { version } from '../package.json'
import type { Bindings } from './settings.ts'
import { ASSETS_PATH } from './web/assets-path.ts'

/** Which code is answering: the version people speak of, and the exact upload where known. */
export type Build = { version: string; build: { id: string; tag: string | null } | null }

export function buildOf(bindings: Bindings): Build {
  const upload = bindings.VERSION
  if (upload === undefined) return { version, build: null }
  return { version, build: { id: upload.id, tag: upload.tag === '' ? null : upload.tag } }
}

/** A page file's address. The build in it lets browsers keep the file without asking again. */
export function assetUrl(file: string, { build }: Build): string {
  const path = `${ASSETS_PATH}${file}`
  return build === null ? path : `${path}?v=${encodeURIComponent(build.id)}`
}
