import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readRooms } from './rooms-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

const settings = {
  cap: 10,
  ratePerSecond: 1,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: '2026-01-01T00:00:00+09:00' },
}
const room = { id: 'demo', title: { en: 'Demo' }, settings }

function fileOf(content: unknown): string {
  const file = join(temporaryFolder(), 'rooms.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('the file of the repository has a room with a line and a quiet one, both open as they are made', () => {
  const ports = { PORT: 1, SHOP_PORT: 2, GUARDED_SHOP_PORT: 3 }
  const rooms = readRooms(resolve(import.meta.dirname, '../rooms.json'), ports)

  expect(rooms.map(({ entry }) => entry.id)).toEqual(['demo', 'quiet'])
  for (const { entry } of rooms) {
    const { title, settings } = entry
    expect(Object.keys(title)).toEqual(['ko', 'en', 'ja', 'zh'])
    expect(settings.schedule).toEqual({ openAtMs: expect.any(Number) })
  }
})

test('an instant may be a date with its zone, or milliseconds; what is left out has its default', () => {
  const schedule = { openAtMs: '2026-01-01T00:00:00+09:00', closeAtMs: 1_800_000_000_000 }

  const rooms = readRooms(fileOf({ rooms: [{ ...room, settings: { ...settings, schedule } }] }))

  expect(rooms[0]?.entry).toMatchObject({
    desks: 4,
    reload: 'keep',
    settings: {
      schedule: { openAtMs: Date.UTC(2025, 11, 31, 15), closeAtMs: 1_800_000_000_000 },
    },
  })
})

test.for([
  [
    'a date without a zone',
    { schedule: { openAtMs: '2026-01-01T00:00:00' } },
    'schedule.openAtMs: milliseconds, or a date and time with its zone, such as 2026-01-31T20:00:00+09:00.',
  ],
  ['a cap that is text', { cap: '10' }, 'cap: '],
  ['a rate of nothing', { ratePerSecond: 0 }, 'ratePerSecond: '],
  [
    'a sale that closes before it opens',
    { schedule: { openAtMs: 2, closeAtMs: 1 } },
    'schedule.closeAtMs: the sale closes after it opens.',
  ],
] as const)('%s is one sentence with the field and the reason', ([, wrong, sentence]) => {
  const file = fileOf({ rooms: [{ ...room, settings: { ...settings, ...wrong } }] })

  expect(() => readRooms(file)).toThrow(`${file} is wrong in rooms[0].settings.${sentence}`)
})

test.for([
  ['a slip in a name', { rooms: [{ ...room, desk: 4 }] }, 'is wrong in rooms[0]: '],
  ['two rooms of one id', { rooms: [room, room] }, 'is wrong in rooms: two rooms have one id.'],
  ['no list at all', {}, 'is wrong in rooms: '],
  ['text that is not JSON', '{ "rooms": [', 'is not JSON ('],
] as const)('%s is one sentence', ([, content, sentence]) => {
  const file = fileOf(content)

  expect(() => readRooms(file)).toThrow(`${file} ${sentence}`)
})

test('a file that is not there is one sentence', () => {
  expect(() => readRooms('/nowhere/rooms.json')).toThrow(
    '/nowhere/rooms.json cannot be read (ENOENT): mend it, or set ROOMS_FILE to another file.',
  )
})

test('where a room says a port by its name, that port stands; other braces stay', () => {
  const shop = {
    audience: 'http://localhost:{SHOP_PORT}',
    returnTo: ['http://localhost:{SHOP_PORT}/'],
  }
  const file = fileOf({ rooms: [{ ...room, title: { en: 'A {PORT} and a {brace}' }, shop }] })

  const [read] = readRooms(file, { PORT: 8787, SHOP_PORT: 8790 })

  expect(read?.entry.shop?.audience).toBe('http://localhost:8790')
  expect(read?.entry.title).toEqual({ en: 'A 8787 and a {brace}' })
})
