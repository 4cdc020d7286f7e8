import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { pageWith, WAITING, type Shown } from './fixtures/page.ts'
import { pageDoor, type Browser } from './page-door.ts'

const OUTSIDE: Shown = { state: 'outside', acts: ['join'], refreshSeconds: 5, nowMs: 1 }
const NEAR: Shown = { state: 'near', facts: WAITING, acts: ['leave'], refreshSeconds: 5, nowMs: 1 }
const TURN: Shown = {
  ...NEAR,
  state: 'turn',
  facts: { ...WAITING, 'deadline-ms': '9' },
  acts: ['claim', 'leave'],
}

type Answer = {
  readonly status?: number
  readonly headers?: Record<string, string>
} & Partial<Shown>

/** A browser, and a server that gives it one answer after another. */
async function browserTo(...answers: Answer[]): Promise<{ browser: Browser; seen: string[] }> {
  const seen: string[] = []
  const serves = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    const { cookie = '-', origin } = request.headers
    const sent = body === '' ? '' : ` ${body} ${request.headers['content-type']}`
    const isOwn = origin === undefined || origin === `http://${request.headers.host}`
    seen.push(`${request.method} ${request.url} ${cookie}${sent}${isOwn ? '' : ' strange'}`)
    const { status = 200, headers = {}, ...shown } = answers.shift() ?? { status: 500 }
    const html = shown.state === undefined ? '' : pageWith({ ...shown, state: shown.state })
    if (status === 0) response.destroy()
    else response.writeHead(status, headers).end(html)
  }
  const server = createServer((request, response) => void serves(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { browser: pageDoor(`http://127.0.0.1:${port}`, 'demo')(), seen }
}

const FORM = 'application/x-www-form-urlencoded'

test('a fan loads the page, presses the button, follows, and keeps the place as a cookie', async () => {
  const location = '/rooms/demo?lang=en&joined'
  const cookie = { 'set-cookie': 'place-demo=t.k; Path=/', location }
  const { browser, seen } = await browserTo(OUTSIDE, { status: 303, headers: cookie }, NEAR, NEAR)

  expect(await browser({ what: 'join' })).toMatchObject({ kind: 'joined' })
  expect(await browser({ what: 'status' })).toMatchObject({ kind: 'told' })
  expect(seen).toEqual([
    'GET /rooms/demo?lang=en -',
    `POST /rooms/demo?lang=en - act=join ${FORM}`,
    'GET /rooms/demo?lang=en&joined place-demo=t.k',
    // By the address that the page names for its renewal.
    'GET /rooms/demo?lang=en place-demo=t.k',
  ])
})

test('a page that is loaded anew with a place presses nothing', async () => {
  const { browser, seen } = await browserTo(NEAR)

  expect(await browser({ what: 'join' })).toMatchObject({ kind: 'joined' })
  expect(seen).toHaveLength(1)
})

test('a turn is taken by its button, on the page that shows it', async () => {
  const inside: Shown = { state: 'inside', facts: { 'session-until-ms': '9' }, acts: ['release'] }
  const location = { location: '/rooms/demo?lang=en' }
  const { browser, seen } = await browserTo(TURN, { status: 303, headers: location }, inside)
  await browser({ what: 'status' })

  expect(await browser({ what: 'claim' })).toMatchObject({ kind: 'admitted' })
  expect(seen[1]).toBe(`POST /rooms/demo?lang=en - act=claim ${FORM}`)
})

test('a button that the page does not have is looked for on a newer one', async () => {
  const location = { location: '/rooms/demo?lang=en' }
  const { browser, seen } = await browserTo(NEAR, TURN, { status: 303, headers: location }, NEAR)
  await browser({ what: 'status' })

  expect(await browser({ what: 'claim' })).toMatchObject({ kind: 'told' })
  expect(seen.map((line) => line.split(' ')[0])).toEqual(['GET', 'GET', 'POST', 'GET'])
})

test('sent on into the shop, a fan stays at the page that tells how they stand', async () => {
  const shop = { status: 303, headers: { location: '/rooms/demo/enter' } }
  const { browser, seen } = await browserTo(TURN, shop, NEAR)
  await browser({ what: 'status' })

  expect(await browser({ what: 'claim' })).toMatchObject({ kind: 'told' })
  expect(seen.at(-1)).toMatch(/^GET \/rooms\/demo\?lang=en/)
})

test('what cannot be pressed on a newer page either is answered by what that page says', async () => {
  const { browser } = await browserTo(NEAR)

  expect(await browser({ what: 'here' })).toMatchObject({ kind: 'told' })
})

test('R5: a leave whose page never came has ended the place all the same, and no place was lost', async () => {
  const headers = { 'set-cookie': 'place-demo=; Max-Age=0', location: '/rooms/demo?lang=en' }
  const { browser } = await browserTo(NEAR, { status: 303, headers }, { status: 0 }, OUTSIDE)
  await browser({ what: 'status' })

  expect(await browser({ what: 'leave' })).toMatchObject({ kind: 'unreachable' })
  expect(await browser({ what: 'status' })).toMatchObject({ code: 'place-gone' })
})

test('a page that is none of a room is none of the protocol, and said so', async () => {
  const { browser } = await browserTo({ status: 502 })

  expect(await browser({ what: 'status' })).toEqual({
    kind: 'mismatch',
    why: 'page (status): 502, no page of a room',
  })
})

test('a server that is not there is an outcome, not an error', async () => {
  const browser = pageDoor('http://127.0.0.1:9', 'demo')()

  expect(await browser({ what: 'status' })).toEqual({ kind: 'unreachable', why: 'ECONNREFUSED' })
})
