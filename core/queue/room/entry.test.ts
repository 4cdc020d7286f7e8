import { describe, expect, test } from 'vitest'
import { settingsWith } from '../fixtures.ts'
import { roomEntry } from './entry.ts'

const plain = { id: 'demo', title: { en: 'Demo' }, settings: settingsWith() }

function faultOf(room: object): string {
  const read = roomEntry.safeParse(room)
  const [issue] = read.error?.issues ?? []
  return issue === undefined ? 'none' : `${issue.path.join('.')}: ${issue.message}`
}

describe('a room', () => {
  test('needs an id, a title and settings, and the rest is safe by default', () => {
    expect(roomEntry.parse(plain)).toEqual({
      ...plain,
      desks: 4,
      locationHint: 'apac',
      whenBlind: 'hold',
      reload: 'keep',
      origins: [],
    })
  })

  test.each([
    ['an id that is none', { id: 'Demo!' }, 'id'],
    ['a field nobody knows', { colour: 'red' }, ''],
    ['more desks than there are', { desks: 33 }, 'desks'],
    ['an origin with a path', { origins: ['https://shop.example/x'] }, 'origins.0'],
    ['a policy that is none', { whenBlind: 'guess' }, 'whenBlind'],
    ['a look with a slip in it', { look: { picure: {} } }, 'look'],
    [
      'a rate outside of what it follows the shop between',
      { pressure: { floorPerSecond: 500, ceilingPerSecond: 900 } },
      'settings.ratePerSecond',
    ],
    ['a cap that is none', { settings: settingsWith({ cap: -1 }) }, 'settings.cap'],
  ])('%s is named', (_, changes, field) => {
    expect(faultOf({ ...plain, ...changes })).toContain(`${field}: `)
  })

  test('R9: a room by draw is refused, rather than served without its draw', () => {
    const schedule = { lobbyAtMs: 1, openAtMs: 2 }
    const settings = settingsWith({ order: 'draw', schedule })

    expect(faultOf({ ...plain, settings })).toContain('settings.order')
  })
})
