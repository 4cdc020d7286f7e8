import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomLook } from '../core/queue/room/look.ts'
import { readRooms } from './rooms-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

const rootFile = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

const settings = {
  cap: 10,
  ratePerSecond: 1,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: 1 },
}

type Example = { json: string; sentence?: string }

/** The blocks of JSON on the page; a block of text is what is said of the one before it. */
function examples(): Example[] {
  const found: Example[] = []
  for (const [, kind, block = ''] of rootFile('docs/look.md').matchAll(
    /^```(json|text)\n([^]*?)^```$/gm,
  )) {
    const last = found.at(-1)
    if (kind === 'json') found.push({ json: block })
    else if (last !== undefined) last.sentence = block.trim()
  }
  return found
}

/** As the reader would save it: a whole file, or a look of a room that has all else. */
function saved(json: string): string {
  const file = join(temporaryFolder(), 'tonight.json')
  const whole = json.includes('"rooms"')
  const room = `{ "id": "tonight", "title": {}, "look": ${json}, "settings": ${JSON.stringify(settings)} }`
  writeFileSync(file, whole ? json : `{ "rooms": [${room}] }`)
  return file
}

/** What starting says of it, with the file's name as on the page. */
function said(json: string): string {
  const file = saved(json)
  try {
    return readRooms(file).length === 1 ? 'ready' : 'no room'
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replace(file, 'tonight.json')
  }
}

test('every example of a look starts, or is refused in the words of the page', () => {
  const page = examples()

  expect(page.length).toBeGreaterThan(4)
  expect(page.map(({ json }) => said(json))).toEqual(page.map(({ sentence = 'ready' }) => sentence))
})

test('what an example’s refusal proposes would start', () => {
  const proposed = examples().flatMap(({ json, sentence = '' }) => {
    const [, faint, shade] = /: \w+ (#\w{6}) .* (#\w{6}) would pass\.$/.exec(sentence) ?? []
    return faint === undefined || shade === undefined ? [] : [json.replaceAll(faint, shade)]
  })

  expect(proposed.map(said)).toEqual(['ready'])
})

/** The colours that a part of a stylesheet sets, by name. */
function coloursIn(css = ''): Record<string, string> {
  const found = css.matchAll(/--(\w[\w-]*): (#\w{6});/g)
  return Object.fromEntries([...found].map(([, name = '', hex = '']) => [name, hex]))
}

test('our own colours would be taken as a room’s look', () => {
  const [light, dark] = rootFile('edge/web/assets/rooms/-/tokens.css')
    .split('prefers-color-scheme: dark')
    .map(coloursIn)
    .map(({ desk, paper, ink, stamp }) => ({ desk, paper, ink, accent: stamp }))

  expect(roomLook.safeParse({ light, dark }).error).toBeUndefined()
})
