import { describe, expect, test } from 'vitest'
import {
  ask,
  joined,
  offered,
  operate,
  polled,
  post,
  roomOf,
  SITE,
  steer,
  until,
} from '../fixtures.ts'
import { speak } from '../web/messages.ts'

function cookieOf(room: string, token: string): string {
  return `__Host-place-${room}=${token}`
}

function show(room: string, token?: string, query = ''): Promise<Response> {
  const headers = { ...(token !== undefined && { Cookie: cookieOf(room, token) }) }
  return ask(`/rooms/${room}?lang=en${query}`, { headers })
}

/** Sends a form of the page, as a browser without scripts does. */
function press(
  room: string,
  act: string,
  token?: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  return ask(`/rooms/${room}?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: SITE,
      ...(token !== undefined && { Cookie: cookieOf(room, token) }),
    },
    body: new URLSearchParams({ act, ...fields }),
  })
}

function placeIn(response: Response): string {
  const [, token = ''] = /^__Host-place-[^=]+=([^;]+);/.exec(cookieSet(response)) ?? []
  return token
}

function cookieSet(response: Response): string {
  return response.headers.get('Set-Cookie') ?? ''
}

function stateIn(html: string): string | undefined {
  return /data-state="([a-z-]+)"/.exec(html)?.[1]
}

/** A code for another device, as its page shows it. */
async function codeOf(room: string, token: string): Promise<string> {
  const html = await (await press(room, 'transfer', token)).text()
  expect(stateIn(html)).toBe('transfer')
  const [, code = ''] = /class="transfer-code">([^<]+)</.exec(html) ?? []
  return code
}

const drops = /Max-Age=0/
const say = speak('en')
/** What a page says to a browser that runs its script, and what to one that does not. */
const script = '<script type="module" fetchpriority="high" src="/rooms/-/scripts/room.en.js'
const start = 'data-start='
const renewsWithoutScript = '<noscript><meta http-equiv="refresh"'

test('joining by the form keeps a place, and the page that follows shows it', async () => {
  const room = await roomOf('full')
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
  expect(pressed.headers.get('Location')).toBe(`/rooms/${room}?lang=en&joined`)
  expect(stateIn(placed)).toBe('near')
  expect(stateIn(await (await show(room, token, '&joined')).text())).toBe('near')
})

test('a browser that came back from joining without its cookie is told that it keeps none', async () => {
  const html = await (await show(await roomOf('full'), undefined, '&joined')).text()

  expect(stateIn(html)).toBe('no-cookies')
  expect(html).toContain(say('room.no-cookies.what'))
  expect(html).not.toContain('value="join"')
})

describe('a script', () => {
  test('goes on from what is looked at, and only who has none is renewed', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const placed = await (await show(room, token)).text()
    const stopped = await (await show(room, token, '&refresh=off')).text()

    for (const part of [script, start, renewsWithoutScript]) expect(placed).toContain(part)
    expect(placed.split('http-equiv="refresh"')).toHaveLength(2)
    expect(stopped).toContain(script)
    expect(stopped).not.toContain('http-equiv="refresh"')
  })

  test('does not take away what answers a form, which renews itself for everybody', async () => {
    const refused = await (await press(await roomOf('early'), 'join')).text()
    const through = await (await press(await roomOf('pass'), 'join')).text()

    for (const html of [refused, through]) {
      expect(html).not.toContain(script)
      expect(html).not.toContain(start)
      expect(html).not.toContain('<noscript>')
    }
    expect(refused).toContain('<meta http-equiv="refresh"')
    expect(through).not.toContain('http-equiv="refresh"')
  })
})

test('a fan far from the front is shown the line too, and may leave it', async () => {
  const room = await roomOf('far')
  for (let fans = 0; fans < 6; fans += 1) await joined(room)
  const { token } = await joined(room)

  expect(await (await show(room, token)).text()).toContain('value="leave"')
  const left = await press(room, 'leave', token)
  expect([left.status, cookieSet(left)]).toEqual([303, expect.stringMatching(drops)])
})

test('a fan who is called says so, goes in by the form, and gives the slot back', async () => {
  const room = await roomOf('full')
  const { token } = await joined(room)
  await steer(room, { cap: 1 })
  await offered(room, token)

  expect(await (await show(room, token)).text()).toContain('value="claim"')
  expect((await press(room, 'here', token)).status).toBe(303)
  expect((await press(room, 'claim', token)).status).toBe(303)
  expect(await (await show(room, token)).text()).toContain('value="release"')

  const released = await press(room, 'release', token)
  expect([released.status, cookieSet(released)]).toEqual([303, expect.stringMatching(drops)])
})

test('where nobody waits the form lets its sender in at once', async () => {
  const room = await roomOf('quiet')
  // The first who comes wakes the room, and waits for it.
  const inside = await until(
    () => press(room, 'join'),
    ({ status }) => status === 200,
  )
  const through = await press(await roomOf('pass'), 'join')

  expect([inside.status, placeIn(inside)]).toEqual([200, expect.stringContaining('.')])
  expect(await inside.text()).toContain('value="release"')
  expect([through.status, placeIn(through)]).toEqual([200, ''])
})

test('what cannot be done is said on the page, and what is no act is refused', async () => {
  const early = await press(await roomOf('early'), 'join')
  const unplaced = await press(await roomOf('full'), 'claim')
  const senseless = await press(await roomOf('full'), 'win')

  expect([early.status, cookieSet(early)]).toEqual([200, ''])
  expect(await early.text()).toContain(say('room.refused.too-early'))
  expect(await unplaced.text()).toContain(say('room.refused.unknown'))
  expect(senseless.status).toBe(400)
})

test('a paused sale says so to who waits and to who would join', async () => {
  const room = await roomOf('full')
  const { token } = await joined(room)
  await operate(room, 'pause')
  const placed = await until(
    async () => (await show(room, token)).text(),
    (html) => stateIn(html) === 'paused',
  )
  const outside = await (await show(room)).text()
  const joining = await press(room, 'join')

  expect(placed).toContain(say('room.paused.what'))
  expect(placed).toContain('value="leave"')
  expect(stateIn(outside)).toBe('paused')
  expect(outside).toContain(say('room.outside.paused.what'))
  // Letting in has paused, not the line.
  expect(placeIn(joining)).not.toBe('')
})

describe('R5: a place that goes elsewhere', () => {
  test('by a move is shown as gone from here, and by another move comes back', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    expect((await post(`/rooms/${room}/move`, token)).status).toBe(200)
    await until(
      async () => stateIn(await (await show(room, token)).text()),
      (state) => state === 'moved-away',
    )

    const back = await press(room, 'move', token)

    expect([back.status, back.headers.get('Location')]).toEqual([303, `/rooms/${room}?lang=en`])
    expect(placeIn(back)).not.toBe(token)
    expect(stateIn(await (await show(room, placeIn(back))).text())).toBe('near')
  })

  test('is shown as a code and a picture, and looking at its link changes nothing', async () => {
    const room = await roomOf('full')
    const { token, number } = await joined(room)
    const code = await codeOf(room, token)
    const looked = await show(room, undefined, `&code=${code}`)
    const html = await looked.text()

    expect(stateIn(html)).toBe('redeem')
    expect(html).toContain('value="redeem"')
    expect(html).not.toContain('http-equiv="refresh"')
    expect(cookieSet(looked)).toBe('')
    expect((await polled(room, token)).status.place).toMatchObject({ number, generation: 0 })
  })

  test('comes by its button, once: the former device is out, and so is the code', async () => {
    const room = await roomOf('full')
    const { token, number } = await joined(room)
    const code = await codeOf(room, token)
    const claimant = 'a-device-of-tests'
    // A place so young is not known everywhere yet.
    const came = await until(
      () => press(room, 'redeem', undefined, { code, claimant }),
      ({ status }) => status === 303,
    )
    const again = await press(room, 'redeem', undefined, { code, claimant })
    const third = await press(room, 'redeem', undefined, { code, claimant: 'somebody-else' })
    const gone = await until(
      async () => (await show(room, token)).text(),
      (html) => stateIn(html) === 'moved-away',
    )

    expect(again.status).toBe(303)
    expect((await polled(room, placeIn(came))).status.place.number).toBe(number)
    expect((await polled(room, placeIn(again))).status.place.number).toBe(number)
    expect(cookieSet(third)).toBe('')
    expect(await third.text()).toContain(say('room.refused.code-used.what'))
    expect(gone).toContain(say('room.moved.device.back'))
    expect(stateIn(await (await press(room, 'move', token)).text())).toBe('moved-away')
  })

  test('by a code that is none does not come, and what is no code is only text', async () => {
    const room = await roomOf('full')
    const unknown = await press(room, 'redeem', undefined, { code: '0000-0000-0007' })
    const missing = await press(room, 'redeem')
    const shown = await (await show(room, undefined, '&code="><b>')).text()

    expect(await unknown.text()).toContain(say('room.refused.code-unknown.what'))
    expect(stateIn(await missing.text())).toBe('error')
    expect(shown).not.toContain('"><b>')
  })
})
