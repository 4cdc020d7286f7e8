import { expect, test } from 'vitest'
import { ConfigProblem, readConfig, readStores } from './config.ts'

const SECRET = 'a-service-key-for-tests-0123456789'
const keys = (...list: object[]) => JSON.stringify({ keys: list })
const SERVICE_TOKENS = keys({ id: 'edge', secret: SECRET })

const real = {
  STORES: 'real',
  SERVICE_TOKENS,
  EDGE_URL: 'https://queue.example/',
  MONGODB_URL: 'mongodb://shop:pass-7@mongo.example:27017',
  KAFKA_BROKERS: 'one.example:9092, two.example:9092',
  S3_REGION: 'ap-northeast-2',
  S3_BUCKET: 'admit-one',
  S3_ACCESS_KEY: 'AKIA7',
  S3_SECRET_KEY: 'secret-7',
}

test('with a key for its services alone everything else has its default', () => {
  expect(readConfig({ SERVICE_TOKENS }, '/clone')).toEqual({
    port: 8792,
    host: '127.0.0.1',
    stores: { kind: 'embedded', folder: '/clone/.data/origin' },
    serviceKeys: [{ id: 'edge', secret: SECRET }],
    metricsToken: undefined,
    edgeUrl: 'http://localhost:8787',
    tracing: { zipkinUrl: undefined, share: 1 },
    logLevel: 'info',
    consumers: 'inside',
  })
})

test('a command that needs the stores alone is asked for nothing else', () => {
  const { SERVICE_TOKENS: _, EDGE_URL: __, ...stores } = real

  expect(readStores({}, '/clone')).toEqual({ kind: 'embedded', folder: '/clone/.data/origin' })
  expect(readStores(stores, '/clone')).toEqual(readConfig(real, '/clone').stores)
  expect(() => readStores({ STORES: 'real' }, '/clone')).toThrow('MONGODB_URL is missing')
})

test('real stores are read whole, and a tenth of the traces is kept', () => {
  const config = readConfig(
    { ...real, PORT: '0', HOST: '0.0.0.0', KAFKA_USERNAME: 'shop', KAFKA_PASSWORD: 'pass-8' },
    '/clone',
  )

  expect(config).toMatchObject({ port: 0, host: '0.0.0.0', edgeUrl: 'https://queue.example' })
  expect(config.tracing.share).toBe(0.1)
  expect(config.stores).toEqual({
    kind: 'real',
    mongodb: { url: real.MONGODB_URL, database: 'admit_one' },
    kafka: {
      brokers: ['one.example:9092', 'two.example:9092'],
      ssl: false,
      login: { username: 'shop', password: 'pass-8' },
    },
    s3: {
      endpoint: undefined,
      region: 'ap-northeast-2',
      bucket: 'admit-one',
      accessKey: 'AKIA7',
      secretKey: 'secret-7',
    },
  })
})

test('what is set to nothing is not set', () => {
  expect(readConfig({ SERVICE_TOKENS, PORT: '', STORES: '', HOST: '' }, '/').port).toBe(8792)
})

const wrong: [name: string, env: Record<string, string>, sentence: string][] = [
  ['no key', { SERVICE_TOKENS: '' }, 'SERVICE_TOKENS is missing: give {"keys":'],
  ['no JSON', { SERVICE_TOKENS: SECRET }, 'SERVICE_TOKENS is not a list of keys: give'],
  ['no keys', { SERVICE_TOKENS: '{"keys":[]}' }, 'SERVICE_TOKENS is not a list of keys'],
  ['a short key', { SERVICE_TOKENS: keys({ id: 'a', secret: 'x'.repeat(31) }) }, 'SERVICE_TOKENS'],
  [
    'an id twice',
    { SERVICE_TOKENS: keys({ id: 'a', secret: SECRET }, { id: 'a', secret: `${SECRET}2` }) },
    'SERVICE_TOKENS is not a list of keys',
  ],
  ['a port of letters', { PORT: '80a' }, 'PORT=80a is not a port: give a whole number from 0'],
  ['a port too high', { PORT: '65536' }, 'PORT=65536 is not a port'],
  ['a host with a path', { HOST: '127.0.0.1/x' }, 'HOST=127.0.0.1/x is not a host'],
  ['unknown stores', { STORES: 'memory' }, 'STORES=memory is not a kind of stores: choose'],
  ['a level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud is not a level: choose debug'],
  ['a place', { CONSUMERS: 'none' }, 'CONSUMERS=none is not a place: choose'],
  ['a share', { TRACE_SAMPLE: '1.5' }, 'TRACE_SAMPLE=1.5 is not a share: give'],
  ['no share', { TRACE_SAMPLE: 'all' }, 'TRACE_SAMPLE=all is not a share'],
  ['a short metrics token', { METRICS_TOKEN: 'secret-9' }, 'METRICS_TOKEN is not a key: give'],
  ['no address', { ZIPKIN_URL: 'zipkin' }, 'ZIPKIN_URL is not an address: give'],
  ['an edge by plain http', { EDGE_URL: 'http://queue.example' }, 'EDGE_URL is not an address'],
  ...Object.keys(real)
    .filter((name) => name !== 'STORES' && name !== 'SERVICE_TOKENS')
    .map((name): [string, Record<string, string>, string] => [
      `real stores without ${name}`,
      { ...real, [name]: '' },
      `${name} is missing: `,
    ]),
  ['no MongoDB', { ...real, MONGODB_URL: 'http://pass-7@m' }, 'MONGODB_URL is not an address'],
  ['no broker', { ...real, KAFKA_BROKERS: 'shop:secret-9@one' }, 'KAFKA_BROKERS is not a list of'],
  ['half a login', { ...real, KAFKA_USERNAME: 'shop' }, 'KAFKA_PASSWORD is missing: give'],
  ['its other half', { ...real, KAFKA_PASSWORD: 'secret-9' }, 'KAFKA_USERNAME is missing: give'],
  ['a flag', { ...real, KAFKA_SSL: 'yes' }, 'KAFKA_SSL=yes is not yes or no: choose'],
  ['no endpoint', { ...real, S3_ENDPOINT: 'here' }, 'S3_ENDPOINT is not an address'],
]

test.each(wrong)('%s is one sentence that names the variable', (_, env, sentence) => {
  const read = () => readConfig({ SERVICE_TOKENS, ...env }, '/clone')

  expect(read).toThrow(ConfigProblem)
  expect(read).toThrow(sentence)
  expect(read).not.toThrow(/\n/)
})

test.each(wrong)('%s never has a secret repeated', (_, env) => {
  const read = () => readConfig({ SERVICE_TOKENS, ...env }, '/clone')

  expect(read).not.toThrow(/pass-\d|secret-\d|a-service-key/)
})
