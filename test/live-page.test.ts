/** The page of a room in a real browser, through all that befalls a page: R5 and R6 hold. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, test, type TestContext } from 'vitest'
import { WebSocket } from 'ws'
import { openBrowser } from './browser.ts'
import { startRooms, visit, type LiveRoom } from './live-page/live-rooms.ts'
import { objections } from './objections.ts'
import { startProduct, type Product } from './product.ts'
import { RoomClient } from './room-client.ts'

const names = [
  'reloads',
  'offline',
  'frozen',
  'clock',
  'tabs',
  'devices',
  'cookies',
  'old',
  'newer',
  'future',
  'keyboard',
  'sound',
  'looks',
  'aloud',
] as const
const EVIL = '"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
const rooms: Record<string, LiveRoom> = {
  ...Object.fromEntries(names.map((name) => [name, {}])),
  evil: { title: { ko: EVIL, en: EVIL }, look: { note: { en: EVIL } } },
  requeue: { reload: 'requeue' },
  turns: {
    settings: { cap: 1, terms: { offerMs: 20_000, sessionMs: 60_000, tokenMs: 30_000 } },
  },
}

let browser: Browser
let product: Product
let stop: () => Promise<void>

beforeAll(async () => {
  browser = await openBrowser()
  const started = await startRooms(rooms)
  product = started.product
  stop = started.stop
})

afterAll(async () => {
  await browser?.close()
  await stop?.()
})

/** Most of a test is waiting: several wait side by side. */
function arrive(name: string, test: Pick<TestContext, 'onTestFinished'>, options = {}) {
  return visit(browser, product, name, test, options)
}

describe('R5: the place is kept', () => {
  test.concurrent('through a reload', async ({ expect, onTestFinished }) => {
    const fan = await arrive('reloads', { onTestFinished })
    await fan.open()
    await fan.join()
    const number = await fan.fact('number')

    await fan.page.reload()
    await fan.isLive()
    await fan.isIn('near')

    expect(await fan.fact('number')).toBe(number)
  })

  test.concurrent('without a network, which the page says, and what was missed is made up for', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('offline', { onTestFinished })
    await fan.open()
    await fan.join()
    const number = await fan.fact('number')

    await fan.context.setOffline(true)
    await fan.isIn('offline')
    expect(await fan.fact('number')).toBe(number)
    expect(await objections(fan.page)).toEqual([])
    await fan.operate('message', { text: { en: 'Said while you were gone.' } })
    await fan.context.setOffline(false)

    await fan.isIn('near')
    await fan.page.locator('.news').getByText('Said while you were gone.').waitFor()
    expect(await fan.fact('number')).toBe(number)
  })

  test.concurrent('while the phone puts the page to sleep, and it catches up when it wakes', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('frozen', { onTestFinished })
    await fan.open()
    await fan.join()
    const session = await fan.context.newCDPSession(fan.page)

    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await fan.operate('pause')
    await wait(3_000)
    await session.send('Page.setWebLifecycleState', { state: 'active' })

    await fan.isIn('paused', 5_000)
    expect(await fan.fact('phase')).toBe('paused')
  })

  test.concurrent('in a second tab, which takes over; the first says so, and takes it back', async ({
    expect,
    onTestFinished,
  }) => {
    const first = await arrive('tabs', { onTestFinished })
    await first.open()
    await first.join()
    const number = await first.fact('number')

    const second = await first.context.newPage()
    await second.goto(`${first.address}?lang=en`)

    await first.isIn('moved-away')
    await second.locator('.room[data-state=near]').waitFor()
    expect(await objections(first.page)).toEqual([])
    await first.page.locator('button[value=move]').click()
    await first.isIn('near')
    await second.locator('.room[data-state=moved-away]').waitFor()
    expect(await first.fact('number')).toBe(number)
  })

  test.concurrent('on another device, by a code; the old one is told, and the code is dead', async ({
    expect,
    onTestFinished,
  }) => {
    const old = await arrive('devices', { onTestFinished })
    await old.open()
    await old.join()
    const number = await old.fact('number')
    await old.page.locator('button[value=transfer]').click()
    await old.isIn('transfer')
    expect(await objections(old.page)).toEqual([])
    const text = await old.page.locator('.room').innerText()
    const [code] = /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}/.exec(text) ?? ['']

    const other = await arrive('devices', { onTestFinished })
    await other.open(`&code=${code.toLowerCase()}`)
    await other.isIn('redeem')
    // A moment in which the room is busy costs the fan nothing but the moment.
    const busy = { code: 'room-busy', message: 'Busy.' }
    await other.page.route(
      '**/rooms/devices/redeem*',
      (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: busy }),
      { times: 1 },
    )
    await other.page.locator('button[value=redeem]').click()

    await other.isIn('near')
    expect(await other.fact('number')).toBe(number)
    await old.isIn('moved-away')
    await other.page.reload()
    await other.isIn('near')
    const third = await arrive('devices', { onTestFinished })
    await third.open(`&code=${code}`)
    await third.page.locator('button[value=redeem]').click()
    await third.isIn('error')
    expect(await objections(third.page)).toEqual([])
  })

  test.concurrent('without cookies, by this page alone, which says so', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('cookies', { onTestFinished })
    await fan.open('&transport=poll')
    await fan.join()
    // As a browser does that keeps none: the next request brings none back.
    await fan.context.clearCookies()
    await fan.page.getByText('This browser keeps no cookies').waitFor()
    expect(await objections(fan.page)).toEqual([])
    const before = Number(await fan.fact('as-of-ms'))

    await expect
      .poll(() => fan.fact('as-of-ms').then(Number), { timeout: 15_000 })
      .toBeGreaterThan(before)
  })

  test.concurrent('but by a reload where the room says that it costs the place, and the page warns', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('requeue', { onTestFinished })
    await fan.room.join()
    await fan.open()
    await fan.join()
    await fan.page.locator('.warning').waitFor()
    const number = Number(await fan.fact('number'))
    let warned = 0
    fan.page.on('dialog', (dialog) => {
      warned += 1
      void dialog.accept()
    })
    await fan.page.locator('h1').click()

    await fan.page.reload()
    await fan.isLive()

    await expect.poll(() => fan.fact('number').then(Number)).toBeGreaterThan(number)
    expect(warned).toBe(1)
  })
})

describe('R6: the page tells the truth', () => {
  test.concurrent('though the clock of its device jumps by minutes', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('clock', { onTestFinished })
    await fan.page.clock.install()
    await fan.open()
    await fan.join()

    await fan.page.clock.fastForward(7 * 60_000)
    await fan.page.clock.runFor(2_000)

    await expect
      .poll(async () => Date.now() - Number(await fan.fact('as-of-ms')), { timeout: 20_000 })
      .toBeLessThan(6_000)
    await fan.isIn('near')
  })

  test.concurrent('aloud, at most every twenty seconds unless it matters', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('aloud', { onTestFinished })
    await fan.open()
    await fan.join()
    await fan.page.evaluate(`
      window.said = []
      new MutationObserver(() => window.said.push([Date.now(), document.querySelector('main > [role=status]').textContent]))
        .observe(document.querySelector('main > [role=status]'), { childList: true, characterData: true, subtree: true })
    `)
    const others = await Promise.all([fan.room.join(), fan.room.join()])
    for (let second = 0; second < 12; second += 1) {
      const [token] = second % 4 === 0 ? others.splice(0, 1) : []
      if (token !== undefined) await fan.room.as(token, 'leave')
      await wait(2_000)
    }
    await fan.operate('pause')
    await fan.isIn('paused')

    const said = await fan.page.evaluate<[number, string][]>('window.said')
    const moving = said.filter(([, text]) => text.includes('ahead of you'))
    const gaps = moving.slice(1).map(([atMs], index) => atMs - (moving[index]?.[0] ?? 0))
    expect({ said, short: gaps.filter((gapMs) => gapMs < 19_500) }).toEqual({ said, short: [] })
    // A pause matters: it is said at once.
    expect(said.length).toBeGreaterThan(moving.length)
  })
})

describe('a turn', () => {
  test.concurrent('is seen in the title while the tab is hidden, and taken when its fan looks', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('turns', { onTestFinished })
    await fan.page.addInitScript(`
      window.isHidden = false
      Object.defineProperty(document, 'hidden', { get: () => window.isHidden })
      Object.defineProperty(document, 'visibilityState', { get: () => window.isHidden ? 'hidden' : 'visible' })
      window.looks = (does) => { window.isHidden = !does; document.dispatchEvent(new Event('visibilitychange')) }
    `)
    const first = await fan.room.enter()
    await fan.open()
    await fan.join()
    await fan.page.evaluate('window.looks(false)')

    await fan.room.release(first)

    await expect.poll(() => fan.page.title(), { timeout: 20_000 }).toMatch(/^● It is your turn/)
    await fan.page.evaluate('window.looks(true)')
    await fan.isIn('inside')
    expect(Number(await fan.fact('session-until-ms'))).toBeGreaterThan(Date.now())
    expect(await objections(fan.page)).toEqual([])
    await fan.page.locator('button[value=release]').click()
    await fan.isIn('over')
  })

  test.concurrent('makes a sound if its fan has switched that on, and the switch is remembered', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('sound', { onTestFinished })
    await fan.page.addInitScript(`
      window.notes = 0
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (...when) { window.notes += 1; return start.apply(this, when) }
    `)
    await fan.open()
    await fan.join()
    const button = fan.page.locator('[data-act=sound]')
    expect(await button.getAttribute('aria-pressed')).toBe('false')

    await button.click()

    await fan.page.locator('[data-act=sound][aria-pressed=true]').waitFor()
    expect(await fan.page.evaluate('window.notes')).toBe(2)
    await fan.page.reload()
    await fan.page.locator('[data-act=sound][aria-pressed=true]').waitFor()
  })
})

describe('side by side with another version', () => {
  test.concurrent('an old page loads itself anew, once, and then does not go round and round', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('old', { onTestFinished })
    await fan.open('&transport=poll')
    await fan.join()
    let loads = 0
    fan.page.on('load', () => (loads += 1))
    await fan.page.route('**/rooms/old/status*', (route) =>
      route.fulfill({
        status: 410,
        json: { code: 'protocol-too-old', message: 'Too old.', step: 'reload' },
      }),
    )

    await expect.poll(() => loads, { timeout: 15_000 }).toBe(1)
    await wait(7_000)
    expect(loads).toBe(1)
  })

  test.concurrent('a newer page keeps the place and tries again until it is answered', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('newer', { onTestFinished })
    await fan.open('&transport=poll')
    await fan.join()
    await fan.page.route('**/rooms/newer/status*', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'Retry-After': '1' },
        json: { code: 'protocol-newer', message: 'Newer.', step: 'retry' },
      }),
    )
    await fan.isIn('offline', 20_000)
    await fan.page.unroute('**/rooms/newer/status*')

    await fan.isIn('near', 30_000)
    expect(await fan.fact('number')).not.toBe('')
  })

  test.concurrent('what a page does not know it ignores, whole messages and fields of them', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('future', { onTestFinished })
    await fan.page.routeWebSocket('**/rooms/future/socket*', (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => {
        socket.send('{"kind":"from-the-future","x":1}')
        socket.send('not even JSON')
        const text = String(message)
        socket.send(text.startsWith('{') ? text.replace('{', '{"colour":"red",') : text)
      })
    })
    await fan.open()
    await fan.join()

    await fan.operate('message', { text: { en: 'Still understood.' } })

    await fan.page.locator('.news').getByText('Still understood.').waitFor({ timeout: 6_000 })
    expect(await fan.page.locator('.room').getAttribute('data-state')).toBe('near')
  })
})

test.concurrent('a socket that its page closes is closed from the other side, and nobody waits', async ({
  expect,
}) => {
  const token = await new RoomClient(product.url, 'reloads').join()
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/rooms/reloads/socket`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await once(socket, 'open')
  const askedMs = performance.now()

  socket.close(1000)
  const [code] = await once(socket, 'close')

  expect(code).toBe(1000)
  expect(performance.now() - askedMs).toBeLessThan(2_000)
})

describe('for everybody', () => {
  test.concurrent('by keyboard alone: joins, reads what leaving costs, and leaves', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('keyboard', { onTestFinished })
    await fan.open()
    const press = async (locator: string) => {
      await fan.page.locator(locator).first().focus()
      await fan.page.keyboard.press('Enter')
    }

    await press('button[value=join]')
    await fan.isIn('near')
    await press('.leave summary')
    expect(await fan.page.locator('button[value=leave]').isVisible()).toBe(true)
    // What is drawn again every few seconds keeps open what was opened.
    await fan.room.join()
    await wait(3_000)
    expect(await fan.page.locator('button[value=leave]').isVisible()).toBe(true)
    await fan.page.keyboard.press('Tab')
    await fan.page.keyboard.press('Enter')

    await fan.isIn('over')
  })

  test.concurrent('axe has nothing to object to while waiting, narrow, zoomed, or with motion reduced', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('looks', { onTestFinished }, { reducedMotion: 'reduce' })
    await fan.open()
    await fan.join()

    for (const width of [320, 390, 640, 1280]) {
      await fan.page.setViewportSize({ width, height: 640 })
      expect(await objections(fan.page)).toEqual([])
      const overflow = await fan.page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect({ width, overflow }).toEqual({ width, overflow: 0 })
    }
    expect(await fan.page.evaluate('document.getAnimations().length')).toBe(0)
  })

  test.concurrent('what a seller or an operator writes is text, whatever is in it', async ({
    expect,
    onTestFinished,
  }) => {
    const fan = await arrive('evil', { onTestFinished })
    await fan.open()
    await fan.join()

    await fan.operate('message', { text: { en: EVIL } })

    await fan.page.locator('.news').getByText(EVIL).waitFor()
    expect(await fan.page.locator('h1').innerText()).toBe(EVIL)
    expect(await fan.page.evaluate('window.pwned')).toBeUndefined()
    expect(await fan.page.locator('img[src=x]').count()).toBe(0)
  })
})

describe('behind a crowd', () => {
  test.concurrent('a fan opens the address, joins, waits, and is let in without doing anything', async ({
    expect,
    onTestFinished,
  }) => {
    const demo = await startProduct({ env: { CROWD: '60' } })
    onTestFinished(() => demo.stop())
    const fan = await visit(browser, demo, 'demo', { onTestFinished })
    await fan.open()
    const line = fan.page.getByRole('heading', { name: 'You can join the line now' })
    await line.waitFor({ timeout: 60_000 })
    await fan.join()
    expect(Number(await fan.fact('present-ahead'))).toBeGreaterThan(0)

    // On to the shop by itself, which the demo has behind the gateway.
    await fan.page.locator('[data-fact=session]').waitFor({ timeout: 100_000 })
    expect(fan.page.url()).toBe(`${demo.url}/shop/`)
    await fan.page.locator('form[action$="/done"] button').click()

    await fan.page.locator('.room').waitFor()
    expect(fan.page.url()).toBe(`${demo.url}/rooms/demo`)
  }, 180_000)
})
