import { describe, expect, test } from 'vitest'
import { turnedAway } from './turned-away.ts'

const ROOM = 'https://queue.example/rooms/demo'
const page = {
  method: 'GET',
  url: 'https://shop.example/tickets?seat=a&b',
  accept: 'text/html,*/*;q=0.8',
  referer: undefined,
}
const back = (address: string) => `${ROOM}?return=${encodeURIComponent(address)}`

describe('who has no admission', () => {
  test('and opens a page goes to the waiting room, and comes back to it', () => {
    expect(turnedAway({ kind: 'none' }, page, ROOM)).toEqual({
      kind: 'redirect',
      location: back('https://shop.example/tickets?seat=a&b'),
    })
  })

  test.each([
    ['https://shop.example/seats', 'https://shop.example/seats'],
    ['https://evil.example/seats', 'https://shop.example/'],
    ['nonsense', 'https://shop.example/'],
    [undefined, 'https://shop.example/'],
  ])('and sent a form comes back to the page it was on: %s', (referer, comesBack) => {
    const sent = { ...page, method: 'POST', referer }

    expect(turnedAway({ kind: 'none' }, sent, ROOM)).toEqual({
      kind: 'redirect',
      location: back(comesBack),
    })
  })

  test.each([undefined, '*/*', 'application/json', 'image/avif,*/*'])(
    'and asks as a program (%s) is told where the waiting room is',
    (accept) => {
      expect(turnedAway({ kind: 'none' }, { ...page, accept }, ROOM)).toMatchObject({
        kind: 'problem',
        problem: { code: 'admission-needed', step: 'waiting-room', waitingRoom: back(page.url) },
      })
    },
  )
})

describe('whose token is refused', () => {
  test('for what may be our own delay tries again, and nothing is lost', () => {
    for (const reason of ['admission-held', 'admission-unknown-key', 'admission-closed'] as const) {
      expect(turnedAway({ kind: 'refused', reason }, page, ROOM)).toMatchObject({
        kind: 'try-again',
        code: reason,
        wantsPage: true,
      })
    }
  })

  test('for good goes to the waiting room; a program is told why', () => {
    const why = { kind: 'refused', reason: 'admission-revoked' } as const

    expect(turnedAway(why, page, ROOM).kind).toBe('redirect')
    expect(turnedAway(why, { ...page, accept: '*/*' }, ROOM)).toMatchObject({
      problem: { code: 'admission-revoked' },
    })
  })
})
