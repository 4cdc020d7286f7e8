import { join } from 'node:path'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { ProcessPlan } from './child.ts'
import type { Settings } from './settings.ts'

/** The room of rooms.json where there is always a line to stand in. */
export const DEMO_ROOM = 'demo'

/** Seconds until the crowd is whole: a visitor who comes at once still sees it grow. */
const GATHERS_WITHIN_SECONDS = 20

/** Simulated fans, who come by the same addresses as everybody. None, where nobody is to come. */
export function crowdPlan(
  root: string,
  { ports, crowdFans }: Settings,
  rooms: RoomEntry[],
): ProcessPlan | undefined {
  if (crowdFans === 0 || !rooms.some(({ id }) => id === DEMO_ROOM)) return undefined
  return {
    name: 'crowd',
    command: process.execPath,
    args: [
      join(root, 'crowd', 'run.ts'),
      '--forever',
      `--room=${DEMO_ROOM}`,
      `--url=http://127.0.0.1:${ports.PORT}`,
      `--fans=${crowdFans}`,
      `--per-second=${Math.max(1, crowdFans / GATHERS_WITHIN_SECONDS)}`,
    ],
    env: { NO_COLOR: '1' },
  }
}
