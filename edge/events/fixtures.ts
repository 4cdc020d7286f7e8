/** A queue that keeps what it is sent, and can be made to fail. */
import type { QueueLog } from '../../core/topics/queue-log.ts'

export type Sent = { readonly events: readonly QueueLog[] }

export function keepingQueue() {
  const sent: Sent[] = []
  let failing = false
  const metrics = { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date(0) }
  const queue = {
    send: async (message: Sent) => {
      if (failing) throw new Error('the queue is down')
      sent.push(message)
      return { metadata: { metrics } }
    },
  }
  const events = () => sent.flatMap((message) => message.events)
  return { queue, sent, events, fail: (now: boolean) => (failing = now) }
}
