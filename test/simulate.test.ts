import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe, { type AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'

const root = resolve(import.meta.dirname, '..')
const run = ['--prefix', root, 'run', '--silent', 'simulate', '--']
const widths = [320, 390, 640, 1280]
const schemes = ['light', 'dark'] as const
/** util-linux has it; elsewhere a terminal cannot be had from a test. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).status === 0

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'admit-one-simulate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command that runs these tests has said things about npm that a person's shell has not. */
function shell(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
}

/** The real command, asked from another folder, without the lines npm puts before what it runs. */
function simulate(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('npm', [...run, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: shell(),
    timeout: 110_000,
  })
  const said = stderr.split('\n').filter((line) => !line.startsWith('npm warn'))
  return { status, stdout, said: said.join('\n') }
}

describe('npm run simulate', () => {
  test('rehearses a small sale, breaks no rule, and prints one JSON object and nothing else', () => {
    const { status, stdout, said } = simulate('small-sale', '--json')

    expect(JSON.parse(stdout)).toMatchObject({
      scenario: { name: 'small-sale', fans: 800 },
      violations: [],
      violationCount: 0,
      ended: true,
      fans: { joined: 800, unserved: 0 },
    })
    expect(stdout.trimEnd()).not.toContain('\n')
    expect(said).toBe('')
    expect(status).toBe(0)
  })

  test('prints a table of at most 80 columns without --json', () => {
    const { status, stdout } = simulate('small-sale', '--fans', '200')

    expect(stdout).toContain('200 fans by arrival, cap 120')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(status).toBe(0)
  })

  test.each([
    ['--fans -1', /^--fans -1: a whole number from 1 to 2,000,000 is allowed/],
    ['--rate 0', /^--rate 0: a number from /],
    ['nowhere', /^There is no scenario named nowhere/],
    ['--html nowhere/page.html', /^--html nowhere\/page.html: there is no folder/],
  ])('%s ends with 2, and the field is named', (line, sentence) => {
    const { status, stdout, said } = simulate(...line.split(' '))

    expect(said).toMatch(sentence)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })
})

describe('progress', () => {
  const line = ['small-sale', '--fans', '300'] as const

  test('is not told to a pipe or a file', () => {
    expect(simulate(...line).said).toBe('')
  })

  test.runIf(hasTerminal)('is told to a terminal, and wiped away again', () => {
    const command = ['npm', ...run, ...line].join(' ')
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env: shell(),
      timeout: 110_000,
    })

    const [table, ...lines] = stdout.split('\r\u001B[2K').toReversed()
    expect(lines.some((shown) => /[█░]{24} .* into the sale/.test(shown))).toBe(true)
    expect(table).toContain('300 fans by arrival')
    expect(table).not.toMatch(/[█░]/)
  })
})

describe('the page that --html writes', () => {
  let browser: Browser
  let address: string
  beforeAll(async () => {
    simulate('storm', '--fans', '900', '--cap', '60', '--html', 'page.html')
    address = pathToFileURL(join(folder, 'page.html')).href
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  async function look<T>(
    options: Parameters<Browser['newContext']>[0],
    at: (page: Page, asked: readonly string[], complaints: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext(options)
    try {
      const page = await context.newPage()
      const asked: string[] = []
      const complaints: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(address, { waitUntil: 'networkidle' })
      return await at(page, asked, complaints)
    } finally {
      await context.close()
    }
  }

  test('is where it was asked for, from where the command was given', () => {
    expect(readdirSync(folder)).toEqual(['page.html'])
  })

  test('asks for nothing but itself, and complains of nothing', async () => {
    await look({}, async (page, asked, complaints) => {
      expect(await page.title()).toContain('a rehearsal by Admit One')
      expect(await page.locator('svg[role=img]').count()).toBe(6)
      expect(asked).toEqual([address])
      expect(complaints).toEqual([])
    })
  })

  test('is whole without script', async () => {
    await look({ javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('svg[role=img]').count()).toBe(6)
      expect(await page.locator('.headline').textContent()).toContain('No rule was broken')
    })
  })

  test.for(schemes)('in %s gives axe nothing to object to', async (colorScheme) => {
    await look({ colorScheme }, async (page) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 })
        expect(await objections(page)).toEqual([])
      }
    })
  })

  test('never scrolls sideways, down to 320 px', async () => {
    await look({}, async (page) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 844 })
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect({ width, overflow }).toEqual({ width, overflow: 0 })
      }
    })
  })
})

/** What axe objects to, and text whose contrast it could not judge and that is too faint. */
async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations, incomplete } = await page.evaluate<AxeResults>('axe.run()')
  const unjudged = incomplete.filter(({ id }) => id === 'color-contrast')
  const faint: string[] = []
  for (const { target } of unjudged.flatMap(({ nodes }) => nodes)) {
    const contrast = await page.evaluate<number>(`(${contrastOf})(${JSON.stringify(target[0])})`)
    if (!(contrast >= 4.5))
      faint.push(`contrast of ${contrast.toFixed(2)}: ${target[0]?.toString()}`)
  }
  const said = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
  return [...said, ...faint]
}

/** axe does not look into a drawing: text there against the shape before it, or the page behind. */
const contrastOf = `(selector) => {
  const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
  const paint = pixel.getContext('2d', { willReadFrequently: true })
  const channels = (color) => {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = color
    paint.fillRect(0, 0, 1, 1)
    return [...paint.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const text = document.querySelector(selector)
  const isDrawn = text instanceof SVGElement
  const shape = isDrawn && text.previousElementSibling
  const { fill = 'none' } = shape && shape.matches('circle, rect') ? getComputedStyle(shape) : {}
  let behind = text
  const isClear = (element) => channels(getComputedStyle(element).backgroundColor)[3] === 0
  while (behind.parentElement && isClear(behind)) behind = behind.parentElement
  const { color, fill: ink } = getComputedStyle(text)
  const [one, other] = [
    luminance(isDrawn ? ink : color),
    luminance(fill === 'none' ? getComputedStyle(behind).backgroundColor : fill),
  ]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}`
