import { StoreFailure } from '../failure.ts'
import { MESSAGE_MAX_BYTES, type Message, type Subscription, type Topic } from './event-log.ts'

// What one adapter would take and another refuse is refused by both, before anything is written.

export const KEY_MAX_BYTES = 512
const PARTITIONS_MAX = 1_000
const BATCH_MAX = 100_000

const name = /^[A-Za-z0-9._-]{1,200}$/
const headerName = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/

export function checkTopics(topics: readonly Topic[]): void {
  for (const { name, partitions } of topics) {
    checkName('topic', name)
    if (!Number.isInteger(partitions) || partitions < 1 || partitions > PARTITIONS_MAX) {
      throw refused(`Topic ${name} must have from 1 to ${PARTITIONS_MAX} partitions.`)
    }
  }
}

export function checkName(what: 'topic' | 'group', text: string): void {
  if (name.test(text) && text !== '.' && text !== '..') return
  throw refused(
    `The name of a ${what} is 1 to 200 of letters, digits, '.', '_' and '-': ${said(text)} is not.`,
  )
}

/** Every one of them: a call with one bad message appends none. */
export function checkMessages(messages: readonly Message[]): void {
  for (const message of messages) checkMessage(message)
}

export function checkSubscription({ group, topics, batchSize }: Subscription): void {
  checkName('group', group)
  for (const topic of topics) checkName('topic', topic)
  if (topics.length === 0) throw refused('A subscription names one topic at least.')
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > BATCH_MAX) {
    throw refused(`A batch is of 1 to ${BATCH_MAX} messages at the most.`)
  }
}

export function checkRead(from: number, limit: number): void {
  if (!Number.isSafeInteger(from) || from < 0) throw refused('An offset is a whole number from 0.')
  if (!Number.isInteger(limit) || limit < 1 || limit > BATCH_MAX) {
    throw refused(`A read is of 1 to ${BATCH_MAX} messages.`)
  }
}

export function unknownTopic(topic: string): StoreFailure {
  return refused(`There is no topic ${said(topic)}: have it made first.`)
}

export function unknownPartition(topic: string, partition: number): StoreFailure {
  return refused(`Topic ${topic} has no partition ${partition}.`)
}

export function noLongerKept(topic: string, partition: number, first: number): StoreFailure {
  return new StoreFailure(
    'stale-cursor',
    `Of ${topic}/${partition} nothing before ${first} is kept any more: begin there.`,
  )
}

/** Key, value and headers together. */
export function sizeOf({ key, value, headers = {} }: Message): number {
  let sizeBytes = Buffer.byteLength(key) + Buffer.byteLength(value)
  for (const [name, text] of Object.entries(headers)) {
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  }
  return sizeBytes
}

function checkMessage(message: Message): void {
  const { key, value, headers = {} } = message
  if (key === '' || Buffer.byteLength(key) > KEY_MAX_BYTES) {
    throw refused(`The key of a message is 1 to ${KEY_MAX_BYTES} bytes.`)
  }
  for (const name of Object.keys(headers)) {
    // kafkajs gathers headers in a plain object, where these are there already.
    if (headerName.test(name) && !(name in Object.prototype)) continue
    throw refused(
      `A header is named by a letter, then letters, digits, '.', '_' and '-': ${said(name)} is not.`,
    )
  }
  if (![key, value, ...Object.values(headers)].every((text) => text.isWellFormed())) {
    throw refused('A message is text: half of a surrogate pair has no UTF-8.')
  }
  const sizeBytes = sizeOf(message)
  if (sizeBytes <= MESSAGE_MAX_BYTES) return
  throw new StoreFailure(
    'too-large',
    `A message of ${sizeBytes} bytes is over the ${MESSAGE_MAX_BYTES} allowed: store its body elsewhere.`,
  )
}

function refused(message: string): StoreFailure {
  return new StoreFailure('bad-request', message)
}

/** What somebody sent, in a message: quoted, and not endless. */
function said(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
