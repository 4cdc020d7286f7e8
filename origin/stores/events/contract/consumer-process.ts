import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { logAddress, openLog } from './open-log.ts'

/** A consumer in a process of its own, to be killed: it says what it hears as it hears it. */
const consumerPlan = z.object({
  address: logAddress,
  group: z.string(),
  topic: z.string(),
  batchSize: z.number(),
  /** How long its handler takes over a batch. */
  workMs: z.number(),
})
export type ConsumerPlan = z.infer<typeof consumerPlan>

export const consumerWord = z.union([
  z.object({ kind: z.literal('joined') }),
  z.object({ kind: z.literal('heard'), partition: z.number(), values: z.array(z.string()) }),
])
export type ConsumerWord = z.infer<typeof consumerWord>

if (import.meta.main) {
  const plan = consumerPlan.parse(JSON.parse(process.argv[2] ?? ''))
  const log = await openLog(plan.address)
  const { joined } = log.subscribe({
    group: plan.group,
    topics: [plan.topic],
    from: 'earliest',
    batchSize: plan.batchSize,
    async handle({ partition, messages }) {
      say({ kind: 'heard', partition, values: messages.map(({ value }) => value) })
      await wait(plan.workMs)
    },
  })
  await joined
  say({ kind: 'joined' })
}

/** At once, so that a process that is killed has said it. */
function say(word: ConsumerWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`)
}
