import { join } from 'node:path'
import type { ChildPlan } from './child.ts'
import type { Settings } from './settings.ts'
import { untilAnswers } from './until-answers.ts'

/**
 * The origin, over embedded stores unless STORES and their addresses say otherwise. It listens on
 * loopback alone; the edge shows it a key that was made on this machine.
 */
export function originPlan(
  root: string,
  { ports, dataDir }: Settings,
  originKey: string,
): ChildPlan {
  return {
    name: 'origin',
    command: process.execPath,
    // kafkajs sets a timer with a negative time when it starts, and does no harm by it.
    args: ['--disable-warning=TimeoutNegativeWarning', join(root, 'origin', 'main.ts')],
    env: {
      NO_COLOR: '1',
      PORT: String(ports.ORIGIN_PORT),
      HOST: '127.0.0.1',
      DATA_DIR: join(dataDir, 'origin'),
      EDGE_URL: `http://localhost:${ports.PORT}`,
      SERVICE_TOKENS: JSON.stringify({ keys: [{ id: 'edge', secret: originKey }] }),
      // A terminal is for what goes wrong.
      LOG_LEVEL: 'error',
    },
    ready: (signal) => untilAnswers(`${originUrl({ ports })}/readyz`, signal),
  }
}

/** Where the Worker finds it. */
export function originUrl({ ports }: Pick<Settings, 'ports'>): string {
  return `http://127.0.0.1:${ports.ORIGIN_PORT}`
}
