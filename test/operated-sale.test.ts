/** A whole sale to real clients, steered by the interface, the command line and the console, through a crash. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { killChildrenAtExit } from '../bench/children.ts'
import { checkRecord } from '../cli/check-record.ts'
import { OperatorClient } from '../cli/operator-client.ts'
import type { Figures } from '../core/operate/figures.ts'
import { saleReport, type SaleReport } from '../core/operate/sale-report.ts'
import type { Report } from '../crowd/report.ts'
import { tableOf } from '../crowd/table.ts'
import { openBrowser } from './browser.ts'
import { startCrowd, type CrowdProcess } from './chaos/crowd-process.ts'
import { startRoomServer, type RoomServer } from './chaos/room-server.ts'
import { OPERATOR_KEY, ROOM, type Sale } from './chaos/room-settings.ts'

const isLong = process.env['EFFORT'] === 'long'
const sale: Sale = isLong
  ? { fans: 5_000, cap: 600, ratePerSecond: 40 }
  : { fans: 2_000, cap: 300, ratePerSecond: 20 }
/** What the operators make of it, once the line stands. */
const RAISED = isLong ? { cap: 750, ratePerSecond: 90 } : { cap: 350, ratePerSecond: 42 }
const EXTRA = 15
const PAUSED_MS = 4_000
/** What was on its way when the pause was said is offered, and heard of. */
const SETTLED_MS = 2_500
const SALE_AT_MOST_SECONDS = 150
const ALL_AT_MOST_MS = 200_000

const root = resolve(import.meta.dirname, '..')
const execute = promisify(execFile)

let folder: string
let browser: Browser
let server: RoomServer
let crowd: CrowdProcess
let report: Report
let client: OperatorClient
let viewer: OperatorClient
/** Turns that had been offered when the pause was said, and when it was over. */
const turnsInThePause: number[] = []
const ages: number[] = []
let csv = ''
let toldBack: SaleReport

killChildrenAtExit()

/** The command as a person types it; what it prints is what it answers. */
async function admitOne(...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, ['cli/admit-one.ts', ...args], {
    cwd: root,
    env: { ...process.env, ADMIT_ONE_URL: server.origin, ADMIT_ONE_TOKEN: OPERATOR_KEY },
    maxBuffer: 64 * 1_048_576,
  })
  return stdout
}

/** The page of the sale in the console, as somebody without a script sees it. */
async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${server.origin}/operate?lang=en`)
  await page.locator('input[name=token]').fill(OPERATOR_KEY)
  await page.locator('form[action*=session] button').click()
  await page.goto(`${server.origin}/operate/rooms/${ROOM}?lang=en`)
  return page
}

function turnsOf({ lanes }: Figures): number {
  return lanes.reduce((sum, { turns }) => sum + turns, 0)
}

async function watch(): Promise<void> {
  while (!crowd.isOver()) {
    const askedAtMs = Date.now()
    const figures = await viewer.ask('figures', { room: ROOM }).catch(() => undefined)
    // What the server needed to answer is no age of what it said.
    if (figures !== undefined) ages.push(askedAtMs - figures.saidAtMs)
    await wait(1_000)
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'admit-one-operated-'))
  browser = await openBrowser()
  server = await startRoomServer(folder, sale)
  client = new OperatorClient({ url: server.origin, token: OPERATOR_KEY })
  const added = await client.ask('addOperator', { body: { name: 'Watcher', role: 'viewer' } })
  viewer = new OperatorClient({ url: server.origin, token: added.token ?? '' })
  // The crowd holds the highest cap against what it is told; the record’s check each at its time.
  crowd = startCrowd(server.origin, { ...sale, cap: RAISED.cap }, SALE_AT_MOST_SECONDS)
  const watching = watch()
  await wait(14_000)
  await admitOne(
    'message',
    ROOM,
    '--ko',
    '곧 더 빨라집니다',
    '--en',
    'It goes faster soon',
    '--yes',
  )
  const page = await signedIn()
  await page.locator('button[value=pause]').click()
  await page.locator('[data-phase=paused]').first().waitFor()
  await wait(SETTLED_MS)
  turnsInThePause.push(turnsOf(await client.ask('figures', { room: ROOM })))
  await wait(PAUSED_MS)
  turnsInThePause.push(turnsOf(await client.ask('figures', { room: ROOM })))
  await page.locator('button[value=resume]').click()
  await page.locator('[data-phase=open]').first().waitFor()
  await client.ask('admit', { room: ROOM, body: { count: EXTRA } })
  await wait(2_000)
  const { version } = await client.ask('readRoom', { room: ROOM })
  await client.ask('changeRoom', { room: ROOM, body: { version, change: { settings: RAISED } } })
  await wait(6_000)
  await server.crash()
  report = await crowd.report
  await watching
  await admitOne('close', ROOM, '--yes')
  await admitOne('export', ROOM, '--out', join(folder, 'sale.csv'))
  csv = readFileSync(join(folder, 'sale.csv'), 'utf8')
  toldBack = saleReport.parse(JSON.parse(await admitOne('report', ROOM, '--json')))
}, ALL_AT_MOST_MS)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe(`a sale to ${sale.fans} fans that is steered`, () => {
  beforeEach(() => {
    onTestFailed(() => console.error(tableOf(report)))
  })

  test('serves everybody, by the rules as the crowd saw them', () => {
    const broken = report.checks.flatMap(({ rule, broken, examples }) =>
      broken > 0 && rule !== 'R6' ? examples.map((example) => `${rule}: ${example}`) : [],
    )

    expect(broken).toEqual([])
    expect(report.endings.served).toBeGreaterThan(sale.fans * 0.85)
    expect(report.endings.lost).toBe(0)
  })

  test('R1, R2, R3, R4: keeps a record that an independent check finds nothing wrong with', () => {
    const { findings, called, lines } = checkRecord(csv)

    expect(findings).toEqual([])
    expect(called).toBeGreaterThan(sale.fans * 0.85)
    expect(lines).toBeGreaterThan(called / 20)
  })

  test('R1: the same check finds a record wrong in which one slot was given too many', () => {
    const [header = '', ...lines] = csv.trimEnd().split('\n')
    const forged = lines.map((line) => {
      const cells = line.split(',')
      return cells[0] === 'room' ? cells.with(3, String(RAISED.cap / 10)).join(',') : line
    })

    expect(checkRecord([header, ...forged].join('\n')).findings).not.toEqual([])
  })

  test('calls nobody while it is paused', () => {
    const [before = 0, after = 0] = turnsInThePause

    expect(before).toBeGreaterThan(0)
    expect(after).toBe(before)
  })

  test('R2: lets in what an operator gave beyond the rate, and the record says so', () => {
    expect(csv).toMatch(new RegExp(`^room,\\d+,open,\\d+,[\\d.]+,${EXTRA},`, 'm'))
  })

  test('is watched with figures that are at most two seconds old', () => {
    const sorted = ages.toSorted((a, b) => a - b)

    expect(ages.length).toBeGreaterThan(20)
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThanOrEqual(2_000)
  })

  test('is told back as it went: who was let in, how long they waited, and who did what', () => {
    expect(toldBack.phase).toBe('closed')
    expect(toldBack.totals.joined).toBeGreaterThanOrEqual(sale.fans)
    expect(toldBack.totals.mostOccupied).toBeLessThanOrEqual(RAISED.cap)
    expect(toldBack.waits[0]?.decilesMs[10]).toBeGreaterThan(10_000)
    const acts = toldBack.incidents.flatMap((incident) =>
      incident.kind === 'act' ? [incident.act] : [],
    )
    expect(acts).toEqual(['create', 'message', 'pause', 'resume', 'admit', 'change', 'close'])
  })

  test('has a log that says the same, each with who it was', async () => {
    const { entries } = await client.ask('audit', { room: ROOM })

    expect(entries.map(({ no }) => no)).toEqual([7, 6, 5, 4, 3, 2, 1])
    expect(entries.every(({ by }) => by.id === 'owner-key')).toBe(true)
  })
})
