import { z } from 'zod'
import type { EventLog } from '../event-log.ts'

/** Where a log is, for a process that was told in text. */
export const logAddress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded'), folder: z.string(), sessionTimeoutMs: z.number() }),
  z.object({
    kind: z.literal('kafka'),
    brokers: z.array(z.string()),
    clientId: z.string(),
    sessionTimeoutMs: z.number(),
  }),
])
export type LogAddress = z.infer<typeof logAddress>

export async function openLog(address: LogAddress): Promise<EventLog> {
  if (address.kind === 'embedded') {
    const { openEmbeddedEventLog } = await import('../embedded.ts')
    return openEmbeddedEventLog(address)
  }
  const { openKafkaEventLog } = await import('../kafka.ts')
  return openKafkaEventLog(address)
}
