import { join } from 'node:path'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { ChildPlan } from './child.ts'
import type { Settings } from './settings.ts'
import { untilAnswers } from './until-answers.ts'

/** The demo's shops, each where a room's settings say that its shop is: without such a room, none. */
export function shopPlans(
  root: string,
  { ports, shopPorts }: Settings,
  rooms: RoomEntry[],
  serviceKey: string,
): ChildPlan[] {
  const { SHOP_PORT, GUARDED_SHOP_PORT } = shopPorts
  const guarded = rooms.find(({ shop }) => shop?.gateway?.origin === loopback(GUARDED_SHOP_PORT))
  const elsewhere = rooms.find(({ shop }) => shop?.audience === `http://localhost:${SHOP_PORT}`)
  const plan = (name: string, room: RoomEntry, port: number): ChildPlan => ({
    name,
    command: process.execPath,
    args: [join(root, 'demo', `${name}.ts`)],
    env: {
      NO_COLOR: '1',
      PORT: String(port),
      // As its fans know it: the token's issuer is where the room is.
      ROOM: `http://localhost:${ports.PORT}/rooms/${room.id}`,
      AUDIENCE: room.shop?.audience ?? '',
      SERVICE_KEY: serviceKey,
    },
    ready: (signal) => untilAnswers(`${loopback(port)}/healthz`, signal),
  })
  return [
    ...(guarded === undefined ? [] : [plan('guarded-shop', guarded, GUARDED_SHOP_PORT)]),
    ...(elsewhere === undefined ? [] : [plan('shop', elsewhere, SHOP_PORT)]),
  ]
}

/** Which ports of the demo's shops are listened on. */
export function shopPortsOf(settings: Settings, rooms: RoomEntry[]): Record<string, number> {
  const names = shopPlans('', settings, rooms, '').map(({ name }) => name)
  const { SHOP_PORT, GUARDED_SHOP_PORT } = settings.shopPorts
  return {
    ...(names.includes('shop') && { SHOP_PORT }),
    ...(names.includes('guarded-shop') && { GUARDED_SHOP_PORT }),
  }
}

/** Where a visitor finds it. */
export function shopLine(name: string, { ports, shopPorts }: Settings): string {
  return name === 'guarded-shop'
    ? `A shop behind the gateway: http://localhost:${ports.PORT}/shop/`
    : `A shop elsewhere, by redirect: http://localhost:${shopPorts.SHOP_PORT}/`
}

function loopback(port: number): string {
  return `http://127.0.0.1:${port}`
}
