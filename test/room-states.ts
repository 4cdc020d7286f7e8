/**
 * Every state of a room's page without script, each in a room of its own and reached as a fan
 * reaches it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { RoomState } from '../edge/web/room/state-of.ts'
import type { Product } from './product.ts'
import { RoomClient } from './room-client.ts'
import { act, reloadUntilIn, tokenOf } from './room-visit.ts'

const NOW = 'now'
const FUTURE = '2099-12-31T20:00:00+09:00'

type Reach = (page: Page, room: RoomClient, operatorKey: string) => Promise<void>
export type ReachedState = {
  name: string
  state: RoomState
  /** What sets its room apart. With a cap of 0 everybody waits. */
  settings: Record<string, unknown>
  reach: Reach
  /** It answers a form, or is said once: it cannot be asked for again. */
  isSaidOnce?: true
}

const nobodyGoesIn = { cap: 0 }
const lobby = { schedule: { lobbyAtMs: NOW, openAtMs: FUTURE } }
const look: Reach = async () => {}
const joins: Reach = (page) => act(page, 'join')

export const roomStates: readonly ReachedState[] = [
  { name: 'outside', state: 'outside', settings: {}, reach: look },
  {
    name: 'outside-line',
    state: 'outside',
    settings: nobodyGoesIn,
    reach: async (_, room) => void (await room.join()),
  },
  {
    name: 'countdown',
    state: 'countdown',
    settings: { schedule: { openAtMs: FUTURE } },
    reach: look,
  },
  { name: 'outside-lobby', state: 'outside', settings: lobby, reach: look },
  {
    name: 'closed',
    state: 'closed',
    settings: {},
    reach: (_, room, operatorKey) => room.operate(operatorKey, 'close'),
  },
  { name: 'shut', state: 'shut', settings: { mode: 'reject' }, reach: look },
  { name: 'lobby', state: 'lobby', settings: lobby, reach: joins },
  {
    name: 'near',
    state: 'near',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      for (let fan = 0; fan < 3; fan += 1) await room.join()
      await act(page, 'join')
    },
  },
  {
    name: 'paused',
    state: 'paused',
    settings: nobodyGoesIn,
    reach: async (page, room, operatorKey) => {
      await act(page, 'join')
      await room.operate(operatorKey, 'pause')
      const text = { ko: '10분 뒤 다시 시작합니다.', en: 'We go on in ten minutes.' }
      await room.operate(operatorKey, 'message', { text })
    },
  },
  { name: 'turn', state: 'turn', settings: { cap: 1 }, reach: turnComes },
  {
    name: 'lapsed',
    state: 'lapsed',
    settings: { cap: 1, terms: { offerMs: 5_000, sessionMs: 60_000, tokenMs: 30_000 } },
    reach: turnComes,
  },
  {
    name: 'inside',
    state: 'inside',
    settings: { cap: 1 },
    reach: async (page, room) => {
      await turnComes(page, room)
      await act(page, 'claim')
    },
  },
  {
    name: 'over',
    isSaidOnce: true,
    state: 'over',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      await act(page, 'join')
      await room.as(await tokenOf(page), 'leave')
    },
  },
  {
    name: 'moved-away',
    state: 'moved-away',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      await act(page, 'join')
      await room.as(await tokenOf(page), 'move')
    },
  },
  {
    name: 'transfer',
    isSaidOnce: true,
    state: 'transfer',
    settings: nobodyGoesIn,
    reach: async (page) => {
      await act(page, 'join')
      await act(page, 'transfer')
    },
  },
  {
    name: 'redeem',
    isSaidOnce: true,
    state: 'redeem',
    settings: nobodyGoesIn,
    reach: async (page) => void (await page.goto(`${page.url()}&code=7K2M-94QX-0TZB`)),
  },
  {
    name: 'no-cookies',
    isSaidOnce: true,
    state: 'no-cookies',
    settings: nobodyGoesIn,
    // Where a browser that keeps none is sent by joining.
    reach: async (page) => void (await page.goto(`${page.url()}&joined`)),
  },
  {
    name: 'let-through',
    isSaidOnce: true,
    state: 'let-through',
    settings: { mode: 'pass' },
    reach: joins,
  },
  {
    name: 'error',
    isSaidOnce: true,
    state: 'error',
    settings: nobodyGoesIn,
    reach: async (page) => {
      await act(page, 'join')
      // What a page that is out of date would send.
      await page.evaluate(`document.querySelector('button[value=leave]').value = 'claim'`)
      await page.locator('.leave summary').click()
      await act(page, 'claim')
    },
  },
]

/** Writes the file of these rooms into a folder, for ROOMS_FILE. */
export function writeStateRooms(folder: string): string {
  const file = join(folder, 'rooms.json')
  const rooms = roomStates.map(({ name, settings }) => ({
    id: name,
    title: {
      ko: '겨울밤 콘서트, 서울 첫 공연',
      en: 'Winter Night Concert, first night in Seoul',
      ja: '冬の夜コンサート、ソウル初日',
      zh: '冬夜演唱会，首尔首场',
    },
    desks: 1,
    settings: {
      cap: 20,
      ratePerSecond: 10,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: NOW },
      ...settings,
    },
  }))
  writeFileSync(file, JSON.stringify({ rooms }))
  return file
}

/** Brings a page to the state, as it is to be seen: it has stopped to renew itself. */
export async function reachState(
  page: Page,
  product: Product,
  { name, state, reach, isSaidOnce }: ReachedState,
): Promise<void> {
  const operatorKey = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8')
  await page.goto(addressOf(product, name))
  await reach(page, new RoomClient(product.url, name), operatorKey)
  await reloadUntilIn(page, state)
  if (isSaidOnce === undefined) await page.goto(addressOf(product, name))
}

export function addressOf({ url }: Product, room: string): string {
  return `${url}/rooms/${room}?lang=en&refresh=off`
}

/** Behind one who is in the shop, who then goes. */
async function turnComes(page: Page, room: RoomClient): Promise<void> {
  const first = await room.enter()
  await act(page, 'join')
  await reloadUntilIn(page, 'near')
  await room.release(first)
  await reloadUntilIn(page, 'turn')
}
