import { Kafka, logLevel, type KafkaConfig } from 'kafkajs'
import { within } from '../../deadline.ts'
import { StoreFailure } from '../failure.ts'

export type KafkaSettings = {
  /** Each as host:port. */
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly ssl?: boolean | undefined
  /** A member of a group that is silent for so long is taken for dead: Kafka allows from 6 s. */
  readonly sessionTimeoutMs?: number
  /** How long a call goes on trying before it is 'unreachable'. */
  readonly giveUpAfterMs?: number
  /** How many brokers keep each message of a topic that we make; else as the brokers have it. */
  readonly replicationFactor?: number
  /** Hears what went wrong and is tried again. */
  readonly warn?: (message: string) => void
}

const CONNECT_WITHIN_MS = 3_000
const ANSWER_WITHIN_MS = 5_000
const NEVER_LONGER_MS = 20_000
const SAME_AGAIN_MS = 10_000
const SAID_MAX = 100

/**
 * kafkajs tries little by itself here: who asks knows for how long it is worth it. Nobody shares one of
 * these: two consumers of one group that come from the same `Kafka` overwrite each other's offsets.
 */
export function newKafka(settings: KafkaSettings): Kafka {
  const { brokers, clientId, username, password, ssl = false, warn = () => {} } = settings
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    ssl,
    connectionTimeout: CONNECT_WITHIN_MS,
    authenticationTimeout: ANSWER_WITHIN_MS,
    requestTimeout: ANSWER_WITHIN_MS,
    retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 500, multiplier: 2, factor: 0.2 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log }) =>
        warn(`Kafka (${namespace}): ${log.message}`),
  }
  if (username === undefined || password === undefined) return new Kafka(config)
  return new Kafka({ ...config, sasl: { mechanism: 'plain', username, password } })
}

/** A broker that is gone is complained about many times a second: once in a while is enough. */
export function sparingly(warn: (message: string) => void): (message: string) => void {
  const saidAtMs = new Map<string, number>()
  return (message) => {
    const nowMs = Date.now()
    if (nowMs - (saidAtMs.get(message) ?? 0) < SAME_AGAIN_MS) return
    if (saidAtMs.size > SAID_MAX) saidAtMs.clear()
    saidAtMs.set(message, nowMs)
    warn(message)
  }
}

/** kafkajs has no limit of its own for signing in: what takes longer than all its others is given up. */
export async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return within(NEVER_LONGER_MS, work, () => {
    return new StoreFailure('unreachable', 'Kafka did not answer in time: it may still do it.')
  })
}
