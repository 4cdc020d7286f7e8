import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { killChildrenAtExit } from '../bench/children.ts'
import type { Report } from '../crowd/report.ts'
import { tableOf } from '../crowd/table.ts'
import { startCrowd, type CrowdProcess } from './chaos/crowd-process.ts'
import { startRoomServer, type RoomServer } from './chaos/room-server.ts'
import type { Sale } from './chaos/room-settings.ts'

const isLong = process.env['EFFORT'] === 'long'
const sale: Sale = isLong
  ? { fans: 5_000, cap: 700, ratePerSecond: 85 }
  : { fans: 2_000, cap: 320, ratePerSecond: 38 }
/** From the first fan's coming: while they still come, while the line moves, and toward its end. */
const CRASHES_AFTER_MS = [10_000, 24_000, 38_000, 52_000]
const SALE_AT_MOST_SECONDS = 120
const ALL_AT_MOST_MS = 150_000
const LOOK_EVERY_MS = 500
/** Of segments it has not heard since its restart, a room takes more slots to be in use than are. */
const SETTLES_WITHIN_MS = 4_000

let folder: string
let server: RoomServer
let crowd: CrowdProcess
let report: Report
/** What the room itself counted as in use, when it could be asked and had heard its segments. */
const occupied: number[] = []
let settledMs = 0
let crashesInTheSale = 0

killChildrenAtExit()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'admit-one-chaos-'))
  server = await startRoomServer(folder, sale)
  const startedMs = performance.now()
  crowd = startCrowd(server.origin, sale, SALE_AT_MOST_SECONDS)
  const asking = askTheRoom()
  for (const afterMs of CRASHES_AFTER_MS) {
    await wait(Math.max(0, startedMs + afterMs - performance.now()))
    if (crowd.isOver()) break
    settledMs = Number.POSITIVE_INFINITY
    await server.crash()
    settledMs = performance.now() + SETTLES_WITHIN_MS
    crashesInTheSale += 1
  }
  report = await crowd.report
  await asking
}, ALL_AT_MOST_MS)

afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

async function askTheRoom(): Promise<void> {
  while (!crowd.isOver()) {
    const measures = await server.measures()
    const isSettled = performance.now() > settledMs
    if (measures !== undefined && isSettled) occupied.push(measures.occupied)
    await wait(LOOK_EVERY_MS)
  }
}

/** What all checks of a rule found, and how often they looked. */
function found(rule: string): { checked: number; broken: string[] } {
  const checks = report.checks.filter((check) => check.rule === rule)
  return {
    checked: checks.reduce((sum, { checked }) => sum + checked, 0),
    broken: checks.flatMap(({ broken, examples }) => (broken > 0 ? examples : [])),
  }
}

describe(`a sale to ${sale.fans} fans whose server is killed again and again`, () => {
  beforeEach(() => {
    onTestFailed(() => console.error(tableOf(report)))
  })

  test('was hit in its middle, and the crowd noticed', () => {
    expect(crashesInTheSale).toBeGreaterThanOrEqual(3)
    expect(report.outages.count).toBeGreaterThanOrEqual(crashesInTheSale)
    expect(report.mismatches).toEqual([])
  })

  test('R1: never more were in use than the cap, by what fans were told and by what the room says', () => {
    const { checked, broken } = found('R1')

    expect(broken).toEqual([])
    expect(checked).toBeGreaterThan(sale.fans * 0.8)
    expect(Math.max(...occupied)).toBeLessThanOrEqual(sale.cap)
    expect(Math.max(...occupied)).toBeGreaterThan(sale.cap / 2)
  })

  test('R2: turns came no faster than the rate, in no interval', () => {
    expect(found('R2').broken).toEqual([])
  })

  test('R3: no joins further apart than the window are inverted, and the lowest present is called first', () => {
    const { checked, broken } = found('R3')

    expect(broken).toEqual([])
    expect(checked).toBeGreaterThan(sale.fans)
  })

  test('R4: everybody was served or left', () => {
    expect(found('R4').broken).toEqual([])
    expect(report.endings.unserved).toBe(0)
    expect(report.endings.served).toBeGreaterThan(sale.fans * 0.85)
    // Let in by a claim whose answer a crash swallowed, and whose session was over before they knew.
    expect(report.endings.unheard).toBeLessThan(sale.fans / 200)
  })

  test('R5: nobody lost a place', () => {
    const { checked, broken } = found('R5')

    expect(broken).toEqual([])
    expect(checked).toBeGreaterThan(sale.fans)
    expect(report.endings.lost).toBe(0)
  })

  test('R6: "at most so many ahead" held, and what fans were told was not too old', () => {
    const [age, atMost] = report.checks.filter(({ rule }) => rule === 'R6')

    expect(atMost?.examples).toEqual([])
    expect(atMost?.checked).toBeGreaterThan(sale.fans)
    // Two cores that bear the server and its crowd may be late now and then.
    expect(age?.broken).toBeLessThan((age?.checked ?? 0) / 1_000)
  })

  test('leaves no process behind', async () => {
    await server.stop()

    const left = [...server.pids(), crowd.pid ?? 0].filter(isRunning)
    expect(left).toEqual([])
  })
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
