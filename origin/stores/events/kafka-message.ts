import type { KafkaMessage } from 'kafkajs'
import type { LoggedMessage } from './event-log.ts'

/** Others may append what we never would: no key, no value, or a header that is a list. */
export function loggedMessage(
  topic: string,
  partition: number,
  { key, value, headers = {}, offset, timestamp }: KafkaMessage,
): LoggedMessage {
  return {
    topic,
    partition,
    offset: Number(offset),
    appendedAtMs: Number(timestamp),
    key: key?.toString() ?? '',
    value: value?.toString() ?? '',
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, String(text ?? '')]),
    ),
  }
}
