import { StoreFailure, type FailureCode } from '../failure.ts'

const codes: Readonly<Record<string, FailureCode>> = {
  KafkaJSSASLAuthenticationError: 'wrong-secret',
  SASL_AUTHENTICATION_FAILED: 'wrong-secret',
  TOPIC_AUTHORIZATION_FAILED: 'wrong-secret',
  GROUP_AUTHORIZATION_FAILED: 'wrong-secret',
  CLUSTER_AUTHORIZATION_FAILED: 'wrong-secret',
  MESSAGE_TOO_LARGE: 'too-large',
  RECORD_LIST_TOO_LARGE: 'too-large',
  UNKNOWN_TOPIC_OR_PARTITION: 'bad-request',
  INVALID_TOPIC_EXCEPTION: 'bad-request',
  INVALID_REQUEST: 'bad-request',
}

const words: Readonly<Partial<Record<FailureCode, string>>> = {
  'wrong-secret':
    'Kafka does not let us do this: give the right user name and password, and rights.',
  'too-large': 'Kafka takes no batch as large as this: raise its max.message.bytes to 1 MiB.',
  'bad-request':
    'Kafka does not know this topic, or takes no such request: have the topic made first.',
}
const UNREACHABLE = 'Kafka does not answer as it should: it may have done what it was asked.'

/** What a producer says whose batches Kafka can no longer put in order: it is of no more use. */
const lostSequence = [
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
]

/** Whatever kafkajs throws, as every store says it. What it wraps counts before what it wraps it in. */
export function kafkaFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error
  const code = namesOf(error).flatMap((name) => codes[name] ?? [])[0] ?? 'unreachable'
  return new StoreFailure(code, words[code] ?? UNREACHABLE, { cause: error })
}

export function isLostSequence(error: unknown): boolean {
  return namesOf(error).some((name) => lostSequence.includes(name))
}

export function isOutOfRange(error: unknown): boolean {
  return namesOf(error).includes('OFFSET_OUT_OF_RANGE')
}

/** The group goes on without us: what our handlers do is no longer ours to settle. */
export function isCastOut(error: unknown): boolean {
  const names = namesOf(error)
  return names.includes('ILLEGAL_GENERATION') || names.includes('UNKNOWN_MEMBER_ID')
}

export function isRebalancing(error: unknown): boolean {
  return namesOf(error).includes('REBALANCE_IN_PROGRESS')
}

/** The names and protocol types of an error and of all that caused it, the innermost first. */
function namesOf(error: unknown): string[] {
  const names: string[] = []
  let at: unknown = error
  while (at instanceof Error && names.length < 20) {
    names.unshift(at.name)
    if ('type' in at && typeof at.type === 'string') names.unshift(at.type)
    if ('errors' in at) return [...namesOfAll(at), ...names]
    at = at.cause
  }
  return names
}

function namesOfAll(error: object): string[] {
  const errors: unknown = 'errors' in error ? error.errors : []
  return Array.isArray(errors) ? errors.flatMap((one) => namesOf(one)) : []
}
