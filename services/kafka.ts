import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { writePrivately } from '../launch/keys.ts'
import { LaunchProblem } from '../launch/problem.ts'
import { freePort } from './free-port.ts'
import { installed } from './installed.ts'
import { kafkaProperties, type KafkaUser } from './kafka-properties.ts'
import { startServer, type Server } from './server.ts'

const ASK_WITHIN_MS = 3_000
const FORMAT_WITHIN_MS = 90_000

/** A small heap and the simplest collector: it is one of many processes on two cores. */
const JAVA = [
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
]

export type KafkaOptions = {
  folder: string
  /** Who may connect, by SASL's PLAIN; without any everybody may. */
  users?: readonly KafkaUser[]
  port?: number
  lost?: (words: string) => void
}

/** Apache Kafka: one node that is both broker and controller. Its address is `host:port`. */
export async function startKafka(options: KafkaOptions): Promise<Server> {
  const { folder, users = [], port = await freePort(), lost } = options
  const classes = `${installed('kafka', 'jars')}/*`
  const controllerPort = await freePort()
  const properties = join(folder, 'server.properties')
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true })
  writePrivately(properties, kafkaProperties({ data, port, controllerPort, users }))
  if (!existsSync(join(data, 'meta.properties'))) await format(classes, properties)
  const address = `127.0.0.1:${port}`
  return startServer({
    name: 'Kafka',
    address,
    ports: [port, controllerPort],
    command: 'java',
    args: [...JAVA, '-cp', classes, 'kafka.Kafka', properties],
    ask: () => ask(address, users[0]),
    lost,
  })
}

/** Kafka starts only on a folder that was given to a cluster. */
async function format(classes: string, properties: string): Promise<void> {
  const args = ['format', '-t', clusterId(), '-c', properties, '--ignore-formatted']
  const java = [...JAVA, '-cp', classes, 'kafka.tools.StorageTool', ...args]
  try {
    await promisify(execFile)('java', java, { timeout: FORMAT_WITHIN_MS })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LaunchProblem(`Kafka's folder could not be made ready: ${why}`, { cause: error })
  }
}

/** Kafka takes one that begins with a dash for an option. */
function clusterId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? clusterId() : id
}

async function ask(address: string, user: KafkaUser | undefined): Promise<void> {
  const admin = new Kafka({
    brokers: [address],
    logLevel: logLevel.NOTHING,
    connectionTimeout: ASK_WITHIN_MS,
    requestTimeout: ASK_WITHIN_MS,
    retry: { retries: 0 },
    ...(user && { sasl: { mechanism: 'plain', username: user.name, password: user.password } }),
  }).admin()
  try {
    await admin.connect()
    await admin.listTopics()
  } finally {
    await admin.disconnect()
  }
}
