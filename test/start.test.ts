import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { groupRuns } from '../launch/process-group.ts'
import { launchProduct, startProduct } from './product.ts'
import type { Product, ProductOptions } from './product.ts'

let dataDir = ''
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-start-'))
  // Not in afterEach, which comes before a test's own onTestFinished: the product must end first.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  dataDir = folder
})

async function start(options: ProductOptions = {}): Promise<Product> {
  const product = await startProduct({ dataDir, ...options })
  onTestFinished(() => product.stop())
  return product
}

/** A start that is expected to fail: how it ended, and the sentence it ended with. */
async function failingStart(options: ProductOptions = {}) {
  const product = await launchProduct({ dataDir, ...options })
  onTestFinished(() => product.stop())
  const code = await product.exited
  const sentence = product
    .output()
    .split('\n')
    .filter((line) => line !== '' && !/^(npm warn|npm error|>)/.test(line))
  return { code, sentence: sentence.join('\n') }
}

async function takenPort(): Promise<string> {
  const taken = createServer()
  onTestFinished(() => void taken.close())
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  const address = taken.address()
  return String(typeof address === 'object' ? address?.port : '')
}

/** What the room tells takes a moment. */
async function untilJoined(url: string, key: string): Promise<string> {
  const deadlineMs = Date.now() + 20_000
  for (;;) {
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${key}` } })
    const text = await answer.text()
    if (text.includes('"joined":1') || Date.now() > deadlineMs) return text
    await wait(250)
  }
}

/** The leader of a child's process group, as the launcher has written it down. */
function leaderOf(name: string): number {
  const running = readFileSync(join(dataDir, 'running.json'), 'utf8')
  return Number(new RegExp(`"name":"${name}","leader":(\\d+)`).exec(running)?.[1])
}

function edgeLeader(): number {
  return leaderOf('edge')
}

/** The processes of that name in a group. */
function pidsOf(name: string, group: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return (
          stat.includes(`(${name})`) &&
          stat.slice(stat.lastIndexOf(')')).split(' ')[3] === String(group)
        )
      } catch {
        return false
      }
    })
}

/** What everybody on the machine may see of every process. */
function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
    } catch {
      return []
    }
  })
}

async function answers(product: Product): Promise<boolean> {
  return fetch(`${product.url}/healthz`).then(
    (response) => response.ok,
    () => false,
  )
}

describe('what is served', () => {
  test('the landing page and the health of the Worker', async () => {
    const product = await start()
    const { url } = product

    const page = await fetch(url)
    const health = await fetch(`${url}/healthz`)

    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Admit One')
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ status: 'ok' })
    expect(product.output()).toContain(`: ${url} (Ctrl-C to stop)`)
  })
})

describe('the origin', () => {
  test('runs beside over stores that need nothing, tells no secret, and knows who joined', async () => {
    const { url, originUrl, output } = await start()
    const key = readFileSync(join(dataDir, 'keys', 'origin-key'), 'utf8')
    const headers = { 'Content-Type': 'application/json' }
    await fetch(`${url}/rooms/demo/join`, { method: 'POST', headers, body: '{}' })

    const ready = await fetch(`${originUrl}/readyz`)
    const closed = await fetch(`${originUrl}/rooms/demo/joined`)
    const joined = await untilJoined(`${originUrl}/rooms/demo/joined`, key)

    expect([ready.status, closed.status]).toEqual([200, 401])
    expect(joined).toMatch(/"joined":1,"total":1/)
    expect(output()).not.toContain(key)
  })
})

describe('the demo room', () => {
  test('has a crowd when one is asked for, which ends with the rest', async () => {
    const product = await start({ env: { CROWD: '60' } })
    const room = async () => (await fetch(`${product.url}/rooms/demo?lang=en`)).text()

    await expect
      .poll(room, { timeout: 60_000, interval: 500 })
      .toMatch(/In the whole line<\/dt><dd[^>]*>[1-9]/)

    const leader = leaderOf('crowd')
    expect(product.output()).toContain(`60 simulated fans come to ${product.url}/rooms/demo`)
    await product.stop()
    expect(groupRuns(leader)).toBe(false)
  })

  test('has none with --no-crowd', async () => {
    const product = await start({ args: ['--no-crowd'], env: { CROWD: '20' } })

    expect(product.output()).not.toContain('simulated fans')
    expect(leaderOf('crowd')).toBeNaN()
  })

  test('goes on without a crowd that was killed, and says so in a line', async () => {
    const product = await start({ env: { CROWD: '20' } })
    await expect.poll(() => leaderOf('crowd')).not.toBeNaN()

    process.kill(leaderOf('crowd'), 'SIGKILL')

    const line = 'crowd was ended by SIGKILL: the rest goes on without it.'
    await expect.poll(product.output).toContain(line)
    expect(await answers(product)).toBe(true)
  })
})

describe('the operator’s key and the rooms', () => {
  test('the key’s place is told and never the key, which only its owner reads', async () => {
    const product = await start()
    const file = join(dataDir, 'keys', 'operator-key')
    const key = readFileSync(file, 'utf8')

    const asked = await fetch(`${product.url}/operate/api/rooms/demo/measures`, {
      headers: { authorization: `Bearer ${key}` },
    })

    expect(asked.status).toBe(200)
    expect(product.output()).toContain(`The operator's key is in ${file}`)
    expect(product.output()).not.toContain(key)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(commandLines().filter((line) => line.includes(key))).toEqual([])
  })

  test('a place outlives a restart of everything', async () => {
    const first = await startProduct({ dataDir })
    const joined = await fetch(`${first.url}/rooms/demo/join`, { method: 'POST', body: '{}' })
    const { token, place } = z
      .object({ token: z.string(), place: z.unknown() })
      .parse(await joined.json())
    await first.stop()

    const second = await start()
    const again = async (): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}` }
      const url = `${second.url}/rooms/demo/join`
      return (await fetch(url, { method: 'POST', headers, body: '{}' })).json()
    }

    // Until it has heard from its objects again, a room holds: every place is kept meanwhile.
    await expect.poll(again, { timeout: 30_000, interval: 500 }).toMatchObject({ place })
  })

  test('a title may hold what an env file or a shell would take for its own', async () => {
    const title = `it's $HOME, "x" \\ # \`1\``
    const rooms: unknown = JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../rooms.json'), 'utf8').replaceAll(
        '"A quiet reading, a demo sale"',
        JSON.stringify(title),
      ),
    )
    const file = join(mkdtempSync(join(tmpdir(), 'admit-one-rooms-')), 'rooms.json')
    onTestFinished(() => rmSync(dirname(file), { recursive: true }))
    writeFileSync(file, JSON.stringify(rooms))

    const product = await start({ env: { ROOMS_FILE: file } })

    const page = await (await fetch(`${product.url}/rooms/quiet?lang=en`)).text()
    expect(page).toContain('it&#39;s $HOME, &quot;x&quot; \\ # `1`')
  })

  test('a rooms file that is wrong is refused with the field', async () => {
    const file = join(dataDir, 'format.json')

    const { code, sentence } = await failingStart({ env: { ROOMS_FILE: file } })

    expect(code).not.toBe(0)
    expect(sentence).toMatch(/^\S+ cannot be read \(ENOENT\): mend it, or set ROOMS_FILE /)
  })
})

describe('the data folder', () => {
  test('is kept from one start to the next, which is ready within 15 s, and cleared by --reset', async () => {
    const kept = () => readdirSync(join(dataDir, 'edge'))
    const first = await startProduct({ dataDir })
    await first.stop()
    writeFileSync(join(dataDir, 'edge', 'kept'), '')

    const beganAtMs = performance.now()
    const second = await startProduct({ dataDir })
    const tookMs = performance.now() - beganAtMs
    await second.stop()
    expect(kept()).toContain('kept')
    expect(tookMs).toBeLessThan(15_000)

    const third = await startProduct({ dataDir, args: ['--reset'] })
    await third.stop()
    expect(third.output()).toContain(`Cleared ${dataDir}`)
    expect(kept()).not.toContain('kept')
  })

  test('of a later version is refused', async () => {
    writeFileSync(join(dataDir, 'format.json'), '{"product":"admit-one","format":999}')

    const { code, sentence } = await failingStart()

    expect(code).not.toBe(0)
    expect(sentence).toMatch(/^\S+ was written by a later version of Admit One \(format 999, /)
  })

  test('on a full disk is refused', async () => {
    writeFileSync(join(dataDir, 'format.json'), '{"product":"admit-one","format":1}')
    symlinkSync('/dev/full', join(dataDir, 'probe'))

    const { code, sentence } = await failingStart()

    expect(code).not.toBe(0)
    expect(sentence).toMatch(/^The disk of \S+ is full: /)
  })

  test('with files of others is not cleared by --reset', async () => {
    mkdirSync(join(dataDir, 'photos'))

    const { code, sentence } = await failingStart({ args: ['--reset'] })

    expect(code).not.toBe(0)
    expect(sentence).toMatch(/ holds files that are not Admit One's: /)
    expect(readdirSync(dataDir)).toEqual(['photos'])
  })

  test('is not cleared by a start that cannot be', async () => {
    writeFileSync(join(dataDir, 'format.json'), '{"product":"admit-one","format":1}')
    mkdirSync(join(dataDir, 'edge'))
    writeFileSync(join(dataDir, 'edge', 'kept'), '')

    const { sentence } = await failingStart({ args: ['--reset'], env: { PORT: await takenPort() } })

    expect(sentence).toMatch(/ is taken: /)
    expect(readdirSync(join(dataDir, 'edge'))).toEqual(['kept'])
  })

  test('of a running product is refused, and the running one runs on', async () => {
    const running = await start()

    const { code, sentence } = await failingStart()

    expect(code).not.toBe(0)
    expect(sentence).toMatch(/^Admit One already runs on /)
    expect(await answers(running)).toBe(true)
  })
})

describe('what it was told', () => {
  test('a port that is taken is named with the way out', async () => {
    const PORT = await takenPort()

    const { code, sentence } = await failingStart({ env: { PORT } })

    expect(code).not.toBe(0)
    expect(sentence).toBe(
      `Port ${PORT} is taken: end what listens there, or choose another with PORT=${Number(PORT) + 1} npm start.`,
    )
  })

  test('a port that is none, and an option that is none, are refused', async () => {
    expect((await failingStart({ env: { PORT: 'abc' } })).sentence).toMatch(
      /^PORT=abc is not a port: /,
    )
    expect((await failingStart({ args: ['--rest'] })).sentence).toMatch(
      /^npm start does not understand/,
    )
  })
})

describe('its end', () => {
  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends every child', async (signal) => {
    const product = await start()
    const leader = edgeLeader()
    expect(pidsOf('workerd', leader)).not.toEqual([])

    product.signal(signal)
    await product.stop()

    expect(groupRuns(leader)).toBe(false)
    expect(await answers(product)).toBe(false)
  })

  test('a SIGTERM to npm alone ends every child', async () => {
    const product = await start()
    const leader = edgeLeader()

    process.kill(product.pid, 'SIGTERM')
    await expect.poll(() => groupRuns(leader), { timeout: 15_000 }).toBe(false)
  })

  test.for([
    ['workerd', /edge is lost\. Its last words:\n.*The Workers runtime crashed/],
    ['node', /edge was ended by SIGKILL/],
  ] as const)('a killed %s ends the rest, and the reason is told', async ([name, reason]) => {
    const product = await start()
    const leader = edgeLeader()

    process.kill(name === 'node' ? leader : (pidsOf(name, leader)[0] ?? 0), 'SIGKILL')

    expect(await product.exited).not.toBe(0)
    expect(product.output()).toMatch(reason)
    expect(groupRuns(leader)).toBe(false)
  })

  test('what a killed launcher leaves running is ended by the next start', async () => {
    const first = await start()
    const leader = edgeLeader()
    first.signal('SIGKILL')
    await first.exited
    expect(groupRuns(leader)).toBe(true)

    const second = await start({ env: { PORT: new URL(first.url).port } })

    expect(second.output()).toContain('Ended what a start that was killed left running: edge')
    expect(groupRuns(leader)).toBe(false)
    expect(await answers(second)).toBe(true)
  })
})
