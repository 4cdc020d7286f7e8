/** How long a page takes to be seen, and until its script has taken over, on a slow phone. */
import type { Browser } from 'playwright'
import { z } from 'zod'
import { takeTurns, type Comparison } from '../pairs.ts'
import type { CrowdedRoom } from './crowded-room.ts'
import { isLive, SLOW_CPU_TIMES, slowCpu, slowNetwork, withPhone } from './phone.ts'

/** The instant itself, and not when somebody looked: an observer is told at the script's end. */
const NOTE_INSTANT = `new MutationObserver(() => { window.liveAtMs ??= performance.now() })
  .observe(document, { subtree: true, attributeFilter: ['data-live'] })`

/** A paint is told of a little after it was. */
const INSTANTS = `new Promise((resolve) =>
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint')
    if (paint) resolve({ paintMs: paint.startTime, liveMs: window.liveAtMs })
  }).observe({ type: 'paint', buffered: true }))`

const instants = z.object({ paintMs: z.number(), liveMs: z.number() })

const FIRST_PAINT = 'first contentful paint, ms'
export const ALIVE = 'script has taken over, ms'

/** From the start of the navigation, with nothing in the cache. */
export function timeComingAlive(
  browser: Browser,
  room: CrowdedRoom,
  rounds: number,
  said: (line: string) => void,
): Promise<Comparison> {
  const visit = (name: string, inLine: boolean) => ({
    name,
    run: () => comeAlive(browser, room, inLine),
  })
  const visits = [visit('outside', false), visit('waiting near', true)]
  return takeTurns(visits, rounds, said)
}

function comeAlive(browser: Browser, room: CrowdedRoom, inLine: boolean) {
  return withPhone(browser, room, { inLine }, async (phone) => {
    await phone.page.addInitScript(NOTE_INSTANT)
    await slowNetwork(phone)
    await slowCpu(phone, SLOW_CPU_TIMES)
    await phone.page.goto(`${room.address}?lang=ko`)
    await isLive(phone)
    const { paintMs, liveMs } = instants.parse(await phone.page.evaluate(INSTANTS))
    return { [FIRST_PAINT]: paintMs, [ALIVE]: liveMs }
  })
}
