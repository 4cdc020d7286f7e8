import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

/** One page of documentation: its path from the repository's root, and its text. */
export type Page = { path: string; text: string }

/** What the pages may refer to. */
export type World = {
  scripts: ReadonlySet<string>
  /** Reads a file below the root; undefined when there is none. */
  read(path: string): string | undefined
  exists(path: string): boolean
}

const COMMAND = /\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g
const LINK = /\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g
const EXTERNAL = /^(?:https?|mailto):/

/** Every `npm run …` must be a script, every link must lead somewhere. One line a fault. */
export function docFaults(pages: readonly Page[], world: World): string[] {
  return pages.flatMap((page) => [...commandFaults(page, world), ...linkFaults(page, world)])
}

function commandFaults({ path, text }: Page, { scripts }: World): string[] {
  return [...text.matchAll(COMMAND)]
    .map((match) => ({ script: match[1] ?? match[2] ?? '', line: lineOf(text, match.index) }))
    .filter(({ script }) => !scripts.has(script))
    .map(({ script, line }) => `${path}:${line}: package.json has no script "${script}"`)
}

function linkFaults({ path, text }: Page, world: World): string[] {
  const faults: string[] = []
  for (const match of withoutCode(text).matchAll(LINK)) {
    const link = match[1] ?? ''
    if (EXTERNAL.test(link)) continue
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : join(dirname(path), decodeURIComponent(file))
    const where = `${path}:${lineOf(text, match.index)}`
    if (!world.exists(target)) faults.push(`${where}: ${link} leads to no file`)
    else if (anchor !== undefined && !anchorsOf(world.read(target) ?? '').has(anchor)) {
      faults.push(`${where}: ${target} has no heading #${anchor}`)
    }
  }
  return faults
}

/** Blanks out code, whose brackets are not links, and keeps every offset. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '))
}

/** The anchors a renderer makes of headings: lower case, marks dropped, spaces to hyphens. */
function anchorsOf(text: string): Set<string> {
  const headings = withoutFences(text).matchAll(/^#{1,6} +(.+?) *$/gm)
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  )
}

function withoutFences(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '')
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

const manifest = z.object({ scripts: z.record(z.string(), z.string()) })

/** The world as it is on disk. */
export function worldAt(root: string): World {
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return {
    scripts: new Set(Object.keys(scripts)),
    exists: (path) => existsSync(resolve(root, path)),
    read: (path) => {
      try {
        return readFileSync(resolve(root, path), 'utf8')
      } catch {
        return undefined
      }
    },
  }
}
