/**
 * The origin's settings, read once from the environment. What is wrong or missing stops the start
 * with one sentence; what may hold a password is never repeated in it.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import {
  flag,
  hostNames,
  port,
  publicAddress,
  serviceKeys,
  share,
  text,
  webAddress,
  wrongWith,
} from './config-fields.ts'
import { logLevels, type LogLevel } from './telemetry/log.ts'

export type ServiceKey = { readonly id: string; readonly secret: string }

type EmbeddedStores = { readonly kind: 'embedded'; readonly folder: string }

export type RealStores = {
  readonly kind: 'real'
  readonly mongodb: { readonly url: string; readonly database: string }
  readonly kafka: {
    readonly brokers: readonly string[]
    readonly ssl: boolean
    readonly login: { readonly username: string; readonly password: string } | undefined
  }
  readonly s3: {
    /** Undefined where it is Amazon's own. */
    readonly endpoint: string | undefined
    readonly region: string
    readonly bucket: string
    readonly accessKey: string
    readonly secretKey: string
  }
}

export type StoresConfig = EmbeddedStores | RealStores

export type Config = {
  /** 0 is any that is free. */
  readonly port: number
  readonly host: string
  readonly stores: StoresConfig
  /** What our own services say to be ones; more than one while a key is changed. */
  readonly serviceKeys: readonly ServiceKey[]
  /** For Prometheus alone. Without it only services read the measures. */
  readonly metricsToken: string | undefined
  /** The edge's public origin: rooms are beneath it, and it signs who was admitted. */
  readonly edgeUrl: string
  readonly tracing: {
    /** Where spans are sent; undefined, and none are. */
    readonly zipkinUrl: string | undefined
    /** Which part of the traces that begin here is kept. */
    readonly share: number
  }
  readonly logLevel: LogLevel
  /** Whether this process takes events in itself, or others do that. */
  readonly consumers: 'inside' | 'apart'
}

/** What keeps the origin from starting: one sentence, wrong and remedy. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem'
}

const anywhere = {
  PORT: port.default(8792),
  HOST: text.regex(/^[\w.:-]+$/).default('127.0.0.1'),
  SERVICE_TOKENS: serviceKeys,
  METRICS_TOKEN: text.min(32).optional(),
  ZIPKIN_URL: webAddress.optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  CONSUMERS: z.enum(['inside', 'apart']).default('inside'),
}

/** Where `npm start` keeps it. */
const embedded = { STORES: z.literal('embedded'), DATA_DIR: text.default('.data/origin') }

const real = {
  STORES: z.literal('real'),
  MONGODB_URL: text.regex(/^mongodb(\+srv)?:\/\/\S+$/),
  MONGODB_DATABASE: text.regex(/^[\w-]{1,63}$/).default('admit_one'),
  KAFKA_BROKERS: hostNames,
  KAFKA_USERNAME: text.optional(),
  KAFKA_PASSWORD: text.optional(),
  KAFKA_SSL: flag.default(false),
  S3_ENDPOINT: webAddress.optional(),
  S3_REGION: text,
  S3_BUCKET: text,
  S3_ACCESS_KEY: text,
  S3_SECRET_KEY: text,
}

const storesAlone = z.discriminatedUnion('STORES', [z.object(embedded), z.object(real)])

const environment = z.discriminatedUnion('STORES', [
  z.object({
    ...anywhere,
    ...embedded,
    EDGE_URL: publicAddress.default('http://localhost:8787'),
    TRACE_SAMPLE: share.default(1),
  }),
  z.object({ ...anywhere, ...real, EDGE_URL: publicAddress, TRACE_SAMPLE: share.default(0.1) }),
])

type Env = Readonly<Record<string, string | undefined>>
type Read = z.infer<typeof storesAlone>
type Real = Extract<Read, { STORES: 'real' }>

/** `folder` is what a relative DATA_DIR begins at. */
export function readConfig(env: Env, folder: string): Config {
  const read = readBy(environment, env)
  return {
    port: read.PORT,
    host: read.HOST,
    stores: storesOf(read, folder),
    serviceKeys: read.SERVICE_TOKENS,
    metricsToken: read.METRICS_TOKEN,
    edgeUrl: new URL(read.EDGE_URL).origin,
    tracing: { zipkinUrl: read.ZIPKIN_URL, share: read.TRACE_SAMPLE },
    logLevel: read.LOG_LEVEL,
    consumers: read.CONSUMERS,
  }
}

/** For a command that needs nothing else of it. */
export function readStores(env: Env, folder: string): StoresConfig {
  return storesOf(readBy(storesAlone, env), folder)
}

/** What is set to nothing is not set. */
function readBy<Schema extends z.ZodType>(schema: Schema, env: Env): z.infer<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const given: Env = { STORES: 'embedded', ...set }
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const name = String(parsed.error.issues[0]?.path[0])
  throw new ConfigProblem(wrongWith(name, given[name]))
}

function storesOf(read: Read, folder: string): StoresConfig {
  if (read.STORES === 'real') return realStores(read)
  return { kind: 'embedded', folder: resolve(folder, read.DATA_DIR) }
}

function realStores(read: Real): RealStores {
  return {
    kind: 'real',
    mongodb: { url: read.MONGODB_URL, database: read.MONGODB_DATABASE },
    kafka: {
      brokers: read.KAFKA_BROKERS,
      ssl: read.KAFKA_SSL,
      login: loginOf(read.KAFKA_USERNAME, read.KAFKA_PASSWORD),
    },
    s3: {
      endpoint: read.S3_ENDPOINT,
      region: read.S3_REGION,
      bucket: read.S3_BUCKET,
      accessKey: read.S3_ACCESS_KEY,
      secretKey: read.S3_SECRET_KEY,
    },
  }
}

function loginOf(username: string | undefined, password: string | undefined) {
  if (username === undefined && password === undefined) return undefined
  if (username === undefined) throw new ConfigProblem(wrongWith('KAFKA_USERNAME', undefined))
  if (password === undefined) throw new ConfigProblem(wrongWith('KAFKA_PASSWORD', undefined))
  return { username, password }
}
