/** What a page costs its phone while its fan waits near the front, by Chromium's own metrics. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright'
import type { CrowdedRoom } from './crowded-room.ts'
import { isLive, slowCpu, withPhone, type Phone } from './phone.ts'

/** After it came, until what loading left to do is done. */
const SETTLE_MS = 5_000

/** `none` is the page without its script: what the browser and the measuring cost by themselves. */
export const WAYS = ['socket', 'stream', 'poll', 'none'] as const
type Way = (typeof WAYS)[number]

/** All tasks of the main thread, ms a second: by the wall's clock, and by the thread's own. */
export interface Work {
  taskMs: number
  cpuMs: number
  /** How often something was laid out anew: each drawing that changed anything. */
  layoutsPerSecond: number
}

export interface Waited {
  way: Way
  cpuTimes: number
  seen: Work
  /** While nobody looks at the tab. */
  hidden?: Work
}

/** A browser that is driven hides no tab: it says so to the page, which is all that ours asks. */
const CAN_HIDE = `let isHidden = false
Object.defineProperty(document, 'hidden', { get: () => isHidden })
Object.defineProperty(document, 'visibilityState', { get: () => isHidden ? 'hidden' : 'visible' })
window.hides = (does) => {
  isHidden = does
  document.dispatchEvent(new Event('visibilitychange'))
}`

export function measureWaiting(
  browser: Browser,
  room: CrowdedRoom,
  { way, cpuTimes, seconds }: { way: Way; cpuTimes: number; seconds: number },
): Promise<Waited> {
  const hasScript = way !== 'none'
  return withPhone(browser, room, { inLine: true, hasScript }, async (phone) => {
    const { page } = phone
    const used = wayOf(page)
    await page.addInitScript(CAN_HIDE)
    await page.goto(`${room.address}?lang=ko&${hasScript ? `transport=${way}` : 'refresh=off'}`)
    if (hasScript) await isLive(phone)
    await slowCpu(phone, cpuTimes)
    await wait(SETTLE_MS)
    const seen = await workOver(phone, seconds)
    if (!hasScript) return { way, cpuTimes, seen }
    await page.evaluate('hides(true)')
    const hidden = await workOver(phone, seconds)
    await page.evaluate('hides(false)')
    if (used() !== way) throw new Error(`The page heard of the line by ${used()}, not by ${way}.`)
    await isStillNear(page)
    return { way, cpuTimes, seen, hidden }
  })
}

/** By what a page opens it is told which way it hears of the line. */
function wayOf(page: Page): () => Way {
  let way: Way = 'poll'
  page.on('websocket', () => (way = 'socket'))
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/stream')) way = 'stream'
  })
  return () => way
}

/** Who was called meanwhile has not waited. */
async function isStillNear(page: Page): Promise<void> {
  const state = await page.locator('.room').getAttribute('data-state')
  if (state !== 'near') throw new Error(`The page was to wait near, and came to be ${state}.`)
}

type Clocks = { wall: CDPSession; thread: CDPSession }

async function workOver({ page, context }: Phone, seconds: number): Promise<Work> {
  // A session has one clock.
  const clocks = {
    wall: await context.newCDPSession(page),
    thread: await context.newCDPSession(page),
  }
  await clocks.wall.send('Performance.enable', { timeDomain: 'timeTicks' })
  await clocks.thread.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await readingOf(clocks)
  await wait(seconds * 1_000)
  const after = await readingOf(clocks)
  await Promise.all([clocks.wall.detach(), clocks.thread.detach()])
  const tookSeconds = after.atSeconds - before.atSeconds
  return {
    taskMs: ((after.taskSeconds - before.taskSeconds) * 1_000) / tookSeconds,
    cpuMs: ((after.cpuSeconds - before.cpuSeconds) * 1_000) / tookSeconds,
    layoutsPerSecond: (after.layouts - before.layouts) / tookSeconds,
  }
}

async function readingOf({ wall, thread }: Clocks) {
  const [onWall, onThread] = await Promise.all([metricsOf(wall), metricsOf(thread)])
  return {
    atSeconds: onWall('Timestamp'),
    taskSeconds: onWall('TaskDuration'),
    cpuSeconds: onThread('TaskDuration'),
    layouts: onWall('LayoutCount'),
  }
}

async function metricsOf(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
}
