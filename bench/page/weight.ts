/** What a page weighs on the wire before its pictures, by what a browser's own record of it says. */
import type { Page } from 'playwright'
import { z } from 'zod'

/** As Resource Timing has them: the bodies as they came, and as they were unpacked. */
const loadedSchema = z.array(
  z.object({
    name: z.string(),
    entryType: z.enum(['navigation', 'resource']),
    encodedBodySize: z.number(),
    decodedBodySize: z.number(),
  }),
)
export type Loaded = z.infer<typeof loadedSchema>

export interface Weight {
  htmlBytes: number
  stylesBytes: number
  /** Those of workers are among them. */
  scriptsBytes: number
  /** All of the above: pictures, and what is asked of the room later, are no part of it. */
  allBytes: number
  picturesBytes: number
  files: number
}

type Part = 'html' | 'styles' | 'scripts' | 'pictures'

/** Everything a page has asked for so far: of all hosts, the scripts of its workers too. */
export async function loadedBy(page: Page): Promise<Loaded> {
  return loadedSchema.parse(
    await page.evaluate(`['navigation', 'resource']
      .flatMap((type) => performance.getEntriesByType(type))
      .map((entry) => entry.toJSON())`),
  )
}

/** A body that came as long as it is was not compressed, and says nothing of production. */
export function weightOf(loaded: Loaded): Weight {
  const bytes = { html: 0, styles: 0, scripts: 0, pictures: 0 }
  let files = 0
  for (const file of loaded) {
    const part = partOf(file)
    if (part === undefined) continue
    if (part !== 'pictures' && file.encodedBodySize >= file.decodedBodySize && isLong(file)) {
      throw new Error(`${file.name} came uncompressed: what is weighed would be no page of ours.`)
    }
    bytes[part] += file.encodedBodySize
    if (part !== 'pictures') files += 1
  }
  const { html, styles, scripts, pictures } = bytes
  return {
    htmlBytes: html,
    stylesBytes: styles,
    scriptsBytes: scripts,
    allBytes: html + styles + scripts,
    picturesBytes: pictures,
    files,
  }
}

const PARTS: Readonly<Record<string, Part>> = {
  css: 'styles',
  js: 'scripts',
  svg: 'pictures',
  png: 'pictures',
  jpg: 'pictures',
  webp: 'pictures',
  avif: 'pictures',
}

function partOf({ name, entryType }: Loaded[number]): Part | undefined {
  if (entryType === 'navigation') return 'html'
  return PARTS[new URL(name).pathname.split('.').at(-1) ?? '']
}

/** A few words grow when they are compressed. */
function isLong({ decodedBodySize }: Loaded[number]): boolean {
  return decodedBodySize > 500
}
