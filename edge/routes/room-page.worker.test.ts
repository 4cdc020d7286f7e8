import { expect, test } from 'vitest'
import { ask, joined, offered, operate, SITE, until } from '../fixtures.ts'
import { roomOf } from '../test-rooms.ts'
import { speak } from '../web/messages.ts'

function cookieOf(room: string, token: string): string {
  return `__Host-place-${room}=${token}`
}

function show(room: string, token?: string, query = ''): Promise<Response> {
  const headers = { ...(token !== undefined && { Cookie: cookieOf(room, token) }) }
  return ask(`/rooms/${room}?lang=en${query}`, { headers })
}

/** Sends a form of the page, as a browser without scripts does. */
function press(room: string, act: string, token?: string): Promise<Response> {
  return ask(`/rooms/${room}?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: SITE,
      ...(token !== undefined && { Cookie: cookieOf(room, token) }),
    },
    body: new URLSearchParams({ act }),
  })
}

function placeIn(response: Response): string {
  const [, token = ''] = /^__Host-place-[^=]+=([^;]+);/.exec(cookieSet(response)) ?? []
  return token
}

function cookieSet(response: Response): string {
  return response.headers.get('Set-Cookie') ?? ''
}

const drops = /Max-Age=0/

test('joining by the form keeps a place, and the page that follows shows it', async () => {
  const room = roomOf('full')
  const outside = await show(room)
  const pressed = await press(room, 'join')
  const token = placeIn(pressed)
  const placed = await until(
    async () => (await show(room, token)).text(),
    (html) => html.includes('value="leave"'),
  )

  expect(outside.headers.get('Cache-Control')).toBe('no-store')
  expect(await outside.text()).toContain('value="join"')
  expect(pressed.status).toBe(303)
  expect(pressed.headers.get('Location')).toBe(`/rooms/${room}?lang=en`)
  expect(placed).toContain('http-equiv="refresh"')
  expect(await (await show(room, token, '&refresh=off')).text()).not.toContain(
    'http-equiv="refresh"',
  )
})

test('a fan far from the front is shown the line too, and may leave it', async () => {
  const room = roomOf('far')
  for (let fans = 0; fans < 6; fans += 1) await joined(room)
  const { token } = await joined(room)

  expect(await (await show(room, token)).text()).toContain('value="leave"')
  const left = await press(room, 'leave', token)
  expect([left.status, cookieSet(left)]).toEqual([303, expect.stringMatching(drops)])
})

test('a fan who is called says so, goes in by the form, and gives the slot back', async () => {
  const room = roomOf('full')
  const { token } = await joined(room)
  await operate(room, 'steer', { cap: 1 })
  await offered(room, token)

  expect(await (await show(room, token)).text()).toContain('value="claim"')
  expect((await press(room, 'here', token)).status).toBe(303)
  expect((await press(room, 'claim', token)).status).toBe(303)
  expect(await (await show(room, token)).text()).toContain('value="release"')

  const released = await press(room, 'release', token)
  expect([released.status, cookieSet(released)]).toEqual([303, expect.stringMatching(drops)])
})

test('where nobody waits the form lets its sender in at once', async () => {
  const room = roomOf('quiet')
  // The first who comes wakes the room, and waits for it.
  const inside = await until(
    () => press(room, 'join'),
    ({ status }) => status === 200,
  )
  const through = await press(roomOf('pass'), 'join')

  expect([inside.status, placeIn(inside)]).toEqual([200, expect.stringContaining('.')])
  expect(await inside.text()).toContain('value="release"')
  expect([through.status, placeIn(through)]).toEqual([200, ''])
})

test('what cannot be done is said on the page, and what is no act is refused', async () => {
  const early = await press(roomOf('early'), 'join')
  const unplaced = await press(roomOf('full'), 'claim')
  const senseless = await press(roomOf('full'), 'win')

  expect([early.status, cookieSet(early)]).toEqual([200, ''])
  expect(await early.text()).toContain(speak('en')('room.refused.too-early'))
  expect(await unplaced.text()).toContain(speak('en')('room.refused.unknown'))
  expect(senseless.status).toBe(400)
})

test('a paused sale says so to who waits and to who would join', async () => {
  const room = roomOf('full')
  const { token } = await joined(room)
  await operate(room, 'command', { command: 'pause' })
  const placed = await until(
    async () => (await show(room, token)).text(),
    (html) => html.includes(speak('en')('room.placed.paused')),
  )
  const outside = await (await show(room)).text()
  const joining = await press(room, 'join')

  expect(placed).toContain('value="leave"')
  expect(outside).toContain(speak('en')('room.outside.paused'))
  // Letting in has paused, not the line.
  expect(placeIn(joining)).not.toBe('')
})
