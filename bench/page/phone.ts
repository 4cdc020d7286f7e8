/** A phone in a browser on this machine: its size, its fingers, and at will its slowness. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright'
import type { CrowdedRoom } from './crowded-room.ts'

/** As DevTools has it for a slow connection; bits a second are bytes here. */
const SLOW_NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}
/** An old phone has so much less than this machine. */
export const SLOW_CPU_TIMES = 4

export interface Phone {
  page: Page
  context: BrowserContext
  devtools: CDPSession
}

interface PhoneOptions {
  /** Holds a place in the line already; without one it has never been there. */
  inLine: boolean
  hasScript?: boolean
}

/** A phone of its own for one visit, with nothing in its cache. */
export async function withPhone<T>(
  browser: Browser,
  room: CrowdedRoom,
  { inLine, hasScript = true }: PhoneOptions,
  does: (phone: Phone) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    // No mouse either: where one lies still, Chromium asks after each drawing what it lies on.
    hasTouch: true,
    javaScriptEnabled: hasScript,
  })
  try {
    if (inLine) await context.addCookies([await room.takePlace()])
    const page = await context.newPage()
    return await does({ page, context, devtools: await context.newCDPSession(page) })
  } finally {
    await context.close()
  }
}

export async function slowNetwork({ devtools }: Phone): Promise<void> {
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW_NETWORK)
}

export async function slowCpu({ devtools }: Phone, times: number): Promise<void> {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })
}

export async function isLive({ page }: Phone): Promise<void> {
  await page.locator('html[data-live=true]').waitFor()
}
