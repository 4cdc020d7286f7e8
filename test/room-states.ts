/**
 * Every state of a room's plain page, each in a room of its own and reached as a fan reaches it:
 * for the tests that judge it and for the pictures.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Product } from './product.ts'
import { RoomClient } from './room-client.ts'
import { act, reloadUntil, tokenOf } from './room-visit.ts'

const PAST = '2025-01-01T00:00:00+09:00'
const FUTURE = '2099-12-31T20:00:00+09:00'

type Reach = (page: Page, room: RoomClient, operatorKey: string) => Promise<void>
type RoomState = {
  name: string
  /** What its heading says in English, once it is reached. */
  heading: string
  /** What sets its room apart. With a cap of 0 everybody waits. */
  settings: Record<string, unknown>
  reach: Reach
  /** It is said once, and then the page goes on: it cannot be asked for again in another language. */
  isSaidOnce?: true
}

const nobodyGoesIn = { cap: 0 }
const lobby = { schedule: { lobbyAtMs: PAST, openAtMs: FUTURE } }
const look: Reach = async () => {}
const joins: Reach = (page) => act(page, 'join')

export const roomStates: readonly RoomState[] = [
  { name: 'outside', heading: 'Nobody is waiting right now', settings: {}, reach: look },
  {
    name: 'outside-line',
    heading: 'You can join the line now',
    settings: nobodyGoesIn,
    reach: async (_, room) => void (await room.join()),
  },
  {
    name: 'outside-scheduled',
    heading: 'The line is not open yet',
    settings: { schedule: { openAtMs: FUTURE } },
    reach: look,
  },
  {
    name: 'outside-lobby',
    heading: 'You can come in early and wait',
    settings: lobby,
    reach: look,
  },
  {
    name: 'outside-closed',
    heading: 'This sale is over',
    settings: { schedule: { openAtMs: PAST, closeAtMs: '2025-01-02T00:00:00+09:00' } },
    reach: look,
  },
  {
    name: 'outside-reject',
    heading: 'This room takes nobody at the moment',
    settings: { mode: 'reject' },
    reach: look,
  },
  {
    name: 'lobby',
    heading: 'You are in. The sale has not opened yet.',
    settings: lobby,
    reach: joins,
  },
  {
    name: 'waiting',
    heading: 'You are in the line',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      for (let fan = 0; fan < 3; fan += 1) await room.join()
      await act(page, 'join')
    },
  },
  {
    name: 'paused',
    heading: 'You are in the line',
    settings: nobodyGoesIn,
    reach: async (page, room, operatorKey) => {
      await room.join()
      await act(page, 'join')
      await room.operate(operatorKey, 'command', { command: 'pause' })
      const text = { ko: '10분 뒤 다시 시작합니다.', en: 'We go on in ten minutes.' }
      await room.operate(operatorKey, 'message', { text })
      await reloadUntil(page, 'ten minutes')
    },
  },
  { name: 'offered', heading: 'It is your turn', settings: { cap: 1 }, reach: turnComes },
  {
    name: 'lapsed',
    heading: 'Your turn has passed',
    settings: { cap: 1, terms: { offerMs: 5_000, sessionMs: 60_000, tokenMs: 30_000 } },
    reach: turnComes,
  },
  {
    name: 'inside',
    heading: 'You are in',
    settings: { cap: 1 },
    reach: async (page, room) => {
      await turnComes(page, room)
      await act(page, 'claim')
    },
  },
  {
    name: 'over',
    isSaidOnce: true,
    heading: 'This place has ended',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      await act(page, 'join')
      await room.as(await tokenOf(page), 'leave')
    },
  },
  {
    name: 'superseded',
    heading: 'Another page holds this place now',
    settings: nobodyGoesIn,
    reach: async (page, room) => {
      await act(page, 'join')
      await room.as(await tokenOf(page), 'move')
    },
  },
  {
    name: 'let-through',
    isSaidOnce: true,
    heading: 'You can go straight in',
    settings: { mode: 'pass' },
    reach: joins,
  },
  {
    name: 'refused',
    isSaidOnce: true,
    heading: 'It is not your turn yet',
    settings: nobodyGoesIn,
    reach: async (page) => {
      await act(page, 'join')
      // What a page that is out of date would send.
      await page.evaluate(`document.querySelector('button[value=leave]').value = 'claim'`)
      await page.locator('summary').click()
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
      schedule: { openAtMs: PAST },
      ...settings,
    },
  }))
  writeFileSync(file, JSON.stringify({ rooms }))
  return file
}

/** Brings a page to the state, as it is to be seen: it has stopped to renew itself. */
export async function reachState(page: Page, product: Product, state: RoomState): Promise<void> {
  const { name, heading, reach } = state
  const operatorKey = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8')
  await page.goto(addressOf(product, name))
  await reach(page, new RoomClient(product.url, name), operatorKey)
  await reloadUntil(page, `${heading}\n`)
  await page.getByRole('heading', { name: heading, exact: true }).waitFor()
}

export function addressOf({ url }: Product, room: string, language = 'en'): string {
  return `${url}/rooms/${room}?lang=${language}&refresh=off`
}

/** Behind one who is in the shop, who then goes. */
async function turnComes(page: Page, room: RoomClient): Promise<void> {
  const first = await room.enter()
  await act(page, 'join')
  await reloadUntil(page, 'Your number')
  await room.release(first)
  await reloadUntil(page, 'It is your turn')
}
