import { describe, expect, test } from 'vitest'
import { settingsWith } from '../fixtures.ts'
import { roomEntries } from './entry.ts'

const plain = { id: 'demo', title: { en: 'Demo' }, settings: settingsWith() }

function faultOf(rooms: readonly object[]): string {
  const read = roomEntries.safeParse({ rooms })
  const [issue] = read.error?.issues ?? []
  return issue === undefined ? 'none' : `${issue.path.join('.')}: ${issue.message}`
}

describe('the rooms of a settings file', () => {
  test('need an id, a title and settings, and the rest is safe by default', () => {
    expect(roomEntries.parse({ rooms: [plain] }).rooms).toEqual([
      {
        ...plain,
        desks: 4,
        locationHint: 'apac',
        whenBlind: 'hold',
        reload: 'keep',
        origins: [],
      },
    ])
  })

  test.each([
    ['an id that is none', { id: 'Demo!' }, 'rooms.0.id'],
    ['a field nobody knows', { colour: 'red' }, 'rooms.0'],
    ['more desks than there are', { desks: 33 }, 'rooms.0.desks'],
    ['an origin with a path', { origins: ['https://shop.example/x'] }, 'rooms.0.origins.0'],
    ['a policy that is none', { whenBlind: 'guess' }, 'rooms.0.whenBlind'],
    ['a look with a slip in it', { look: { picure: {} } }, 'rooms.0.look'],
    ['a cap that is none', { settings: settingsWith({ cap: -1 }) }, 'rooms.0.settings.cap'],
  ])('%s is named', (_, changes, field) => {
    expect(faultOf([{ ...plain, ...changes }])).toContain(`${field}: `)
  })

  test('two rooms of one id are refused', () => {
    expect(faultOf([plain, plain])).toBe('rooms: two rooms have one id')
  })

  test('R9: a room by draw is refused, rather than served without its draw', () => {
    const schedule = { lobbyAtMs: 1, openAtMs: 2 }
    const settings = settingsWith({ order: 'draw', schedule })

    expect(faultOf([{ ...plain, settings }])).toContain('rooms.0.settings.order')
  })
})
