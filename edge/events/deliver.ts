/**
 * From the queue to the origin, which answers once its log has them. A message is settled only then:
 * what the origin did not take comes again later, and what it had taken after all it knows by its id.
 */
import { z } from 'zod'
import { EVENTS_A_BATCH } from '../../core/topics/event.ts'
import { logFault } from '../objects/log.ts'
import type { Bindings } from '../settings.ts'
import { spansOf, tellSpans } from './spans.ts'

const ANSWER_WITHIN_MS = 20_000
/** With a hundred tries it is tried for two days. */
const AGAIN_SECONDS_MAX = 1_800

const message = z.object({ events: z.array(z.unknown()).min(1).max(EVENTS_A_BATCH) })

type Delivery = { readonly messages: Message[]; readonly events: unknown[] }

export async function deliver(
  batch: Pick<MessageBatch, 'messages'>,
  env: Bindings,
  context: Pick<ExecutionContext, 'waitUntil'>,
): Promise<void> {
  for (const delivery of deliveriesOf(batch.messages)) {
    try {
      await post(env, delivery.events)
      for (const taken of delivery.messages) taken.ack()
      context.waitUntil(tellSpans(env, spansOf(delivery.events, Date.now())))
    } catch (error) {
      for (const left of delivery.messages) left.retry({ delaySeconds: delayOf(left.attempts) })
      logFault('events', error, { events: delivery.events.length })
    }
  }
}

/** As few requests as there can be, each within what the origin takes at once. */
function deliveriesOf(messages: readonly Message[]): Delivery[] {
  const deliveries: Delivery[] = []
  for (const one of messages) {
    const read = message.safeParse(one.body)
    if (!read.success) {
      // Nobody but us writes here: it is of no use to anybody, and would come again for ever.
      logFault('events', 'a message that is none', { id: one.id })
      one.ack()
      continue
    }
    const last = deliveries.at(-1)
    const { events } = read.data
    if (last !== undefined && last.events.length + events.length <= EVENTS_A_BATCH) {
      last.messages.push(one)
      last.events.push(...events)
    } else deliveries.push({ messages: [one], events: [...events] })
  }
  return deliveries
}

/** 1, 2, 4 … seconds, and every half an hour in the end. */
function delayOf(attempts: number): number {
  return Math.min(AGAIN_SECONDS_MAX, 2 ** Math.min(attempts - 1, 11))
}

async function post(env: Bindings, events: readonly unknown[]): Promise<void> {
  const { ORIGIN_URL, ORIGIN_TOKEN } = env
  if (ORIGIN_URL === undefined || ORIGIN_TOKEN === undefined) {
    throw new Error('set ORIGIN_URL and ORIGIN_TOKEN: there are events, and nobody to take them')
  }
  // With a slash at its end or without: both are how people write an address.
  const response = await fetch(`${ORIGIN_URL.replace(/\/+$/, '')}/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ORIGIN_TOKEN}` },
    body: JSON.stringify({ events }),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the origin answered ${response.status}`)
}
