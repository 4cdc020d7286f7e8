import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { MongoClient } from 'mongodb'
import { freePort } from './free-port.ts'
import { installed } from './installed.ts'
import { startServer, type Server } from './server.ts'

const ASK_WITHIN_MS = 3_000

/** The simplest collector: it is one of many processes on two cores. */
const JAVA = [
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
]

export type MongoDoubleOptions = { folder: string; port?: number; lost?: (words: string) => void }

/** What stands in for MongoDB where there is none: see MongoDouble.java for what it is not. */
export async function startMongoDouble(options: MongoDoubleOptions): Promise<Server> {
  const { folder, port = await freePort(), lost } = options
  const ours = installed('mongo-double', 'classes')
  const classPath = `${ours}${delimiter}${installed('mongo-double', 'jars')}/*`
  mkdirSync(folder, { recursive: true })
  const address = `mongodb://127.0.0.1:${port}`
  return startServer({
    name: "MongoDB's double",
    address,
    ports: [port],
    command: 'java',
    args: [...JAVA, '-cp', classPath, 'MongoDouble', join(folder, 'data.mv'), String(port)],
    ask: () => ask(address),
    lost,
  })
}

async function ask(address: string): Promise<void> {
  const client = new MongoClient(address, {
    serverSelectionTimeoutMS: ASK_WITHIN_MS,
    socketTimeoutMS: ASK_WITHIN_MS,
  })
  try {
    await client.db('admin').command({ ping: 1 })
  } finally {
    await client.close()
  }
}
